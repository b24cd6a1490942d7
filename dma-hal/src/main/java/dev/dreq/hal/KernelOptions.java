package dev.dreq.hal;

import dev.dreq.hal.verifier.VerifierMode;
import java.util.List;

/** What may be chosen about a kernel. Options do not change; each {@code with} makes others. */
public final class KernelOptions {

    /** 256 MiB of them. */
    private static final int MOST_MAP_REGISTERS = 0x10000;

    private static final int ISA_INPUTS = 16;

    private int dmaMapRegisterLimit;
    private int dmaMapRegisterPool;
    private long seed;
    private long bufferAbove;
    private List<Integer> isaInterrupts;
    private boolean messageInterrupts;
    private SystemDmaWiring systemDma;
    private long systemPtes;
    private VerifierMode verifier;
    private boolean guards;
    private int dmaAlignment;
    private boolean slaveScatterGather;

    private KernelOptions() {
        this.isaInterrupts = List.of();
        this.messageInterrupts = true;
        this.systemDma = SystemDmaWiring.ofPc();
        this.systemPtes = Long.MAX_VALUE;
        this.verifier = VerifierMode.OFF;
        this.dmaAlignment = 1;
        this.slaveScatterGather = true;
    }

    private KernelOptions(KernelOptions other) {
        this.dmaMapRegisterLimit = other.dmaMapRegisterLimit;
        this.dmaMapRegisterPool = other.dmaMapRegisterPool;
        this.seed = other.seed;
        this.bufferAbove = other.bufferAbove;
        this.isaInterrupts = other.isaInterrupts;
        this.messageInterrupts = other.messageInterrupts;
        this.systemDma = other.systemDma;
        this.systemPtes = other.systemPtes;
        this.verifier = other.verifier;
        this.guards = other.guards;
        this.dmaAlignment = other.dmaAlignment;
        this.slaveScatterGather = other.slaveScatterGather;
    }

    /**
     * No limit, seed 0, buffers anywhere, no ISA cards with interrupts, messages, a PC's 8237, room
     * for MDLs, no verifier.
     */
    public static KernelOptions defaults() {
        return new KernelOptions();
    }

    /** The most map registers that one adapter is granted, 0 for the platform's own limits. */
    public int dmaMapRegisterLimit() {
        return dmaMapRegisterLimit;
    }

    /** The same with another limit of map registers; 0 for none. */
    public KernelOptions withDmaMapRegisterLimit(int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException(
                    "map register limit %d: give 0 for none, or a positive number"
                            .formatted(limit));
        }
        KernelOptions changed = new KernelOptions(this);
        changed.dmaMapRegisterLimit = limit;
        return changed;
    }

    /**
     * How many map registers all bus masters that reach 4 GiB share, 0 for as many as suit the
     * machine.
     */
    public int dmaMapRegisterPool() {
        return dmaMapRegisterPool;
    }

    /** The same with so many map registers for all bus masters, up to 65,536. */
    public KernelOptions withDmaMapRegisterPool(int count) {
        if (count < 0 || count > MOST_MAP_REGISTERS) {
            throw new IllegalArgumentException(
                    ("%d map registers for all bus masters: give 0 for as many as suit the"
                                    + " machine, or up to %d")
                            .formatted(count, MOST_MAP_REGISTERS));
        }
        KernelOptions changed = new KernelOptions(this);
        changed.dmaMapRegisterPool = count;
        return changed;
    }

    /** Decides how pages are scattered in physical memory. */
    public long seed() {
        return seed;
    }

    /** The same with another seed. */
    public KernelOptions withSeed(long newSeed) {
        KernelOptions changed = new KernelOptions(this);
        changed.seed = newSeed;
        return changed;
    }

    /** The physical address from which on callers' buffers lie. */
    public long bufferAbove() {
        return bufferAbove;
    }

    /** The same with buffers at or above a physical address. */
    public KernelOptions withBufferAbove(long physicalAddress) {
        if (physicalAddress < 0) {
            throw new IllegalArgumentException(
                    "buffers cannot lie above the negative address " + physicalAddress);
        }
        KernelOptions changed = new KernelOptions(this);
        changed.bufferAbove = physicalAddress;
        return changed;
    }

    /** Interrupt inputs that ISA cards have: no PCI line is routed to them. */
    public List<Integer> isaInterrupts() {
        return isaInterrupts;
    }

    /** The same with other ISA cards, by their interrupt inputs, 0..15. */
    public KernelOptions withIsaInterrupts(List<Integer> inputs) {
        for (int input : inputs) {
            if (input < 0 || input >= ISA_INPUTS) {
                throw new IllegalArgumentException(
                        "ISA interrupt %d: give one of 0..15".formatted(input));
            }
        }
        KernelOptions changed = new KernelOptions(this);
        changed.isaInterrupts = List.copyOf(inputs);
        return changed;
    }

    /** Whether PCI functions may use interrupt messages; false on a bus that delivers none. */
    public boolean messageInterrupts() {
        return messageInterrupts;
    }

    /** The same with or without interrupt messages. */
    public KernelOptions withMessageInterrupts(boolean delivered) {
        KernelOptions changed = new KernelOptions(this);
        changed.messageInterrupts = delivered;
        return changed;
    }

    /** How the system DMA controllers are wired; of use to version 3 of the DMA services. */
    public SystemDmaWiring systemDma() {
        return systemDma;
    }

    /** The same with system DMA controllers that are wired otherwise. */
    public KernelOptions withSystemDma(SystemDmaWiring wiring) {
        KernelOptions changed = new KernelOptions(this);
        changed.systemDma = wiring;
        return changed;
    }

    /** How many pages MDLs may have mapped in system space at a time. */
    public long systemPtes() {
        return systemPtes;
    }

    /** The same with so many pages of system space for MDLs; a driver must live with few. */
    public KernelOptions withSystemPtes(long pages) {
        if (pages < 0) {
            throw new IllegalArgumentException(
                    "%d pages of system space for MDLs: give 0 or more".formatted(pages));
        }
        KernelOptions changed = new KernelOptions(this);
        changed.systemPtes = pages;
        return changed;
    }

    /** What is done about rules of the DMA contract that a driver breaks. */
    public VerifierMode verifier() {
        return verifier;
    }

    /** The same with another verifier. */
    public KernelOptions withVerifier(VerifierMode mode) {
        KernelOptions changed = new KernelOptions(this);
        changed.verifier = mode;
        return changed;
    }

    /**
     * Whether the verifier puts tags around common buffers, and pages of its own between guard
     * pages in the place of whatever is mapped; without meaning while it is off.
     */
    public boolean guards() {
        return guards;
    }

    /** The same with or without guards. */
    public KernelOptions withGuards(boolean wanted) {
        KernelOptions changed = new KernelOptions(this);
        changed.guards = wanted;
        return changed;
    }

    /** What GetDmaAlignment answers at least. */
    public int dmaAlignment() {
        return dmaAlignment;
    }

    /** The same with a coarser alignment, as on a machine whose cache lines matter. */
    public KernelOptions withDmaAlignment(int powerOfTwo) {
        if (Integer.bitCount(powerOfTwo) != 1 || powerOfTwo < 1) {
            throw new IllegalArgumentException(
                    "buffers of devices aligned to %d: give a power of two, such as 64"
                            .formatted(powerOfTwo));
        }
        KernelOptions changed = new KernelOptions(this);
        changed.dmaAlignment = powerOfTwo;
        return changed;
    }

    /**
     * Whether ScatterGather in a slave's description counts: the device waits while its channel is
     * programmed anew, so one map register is granted.
     */
    public boolean slaveScatterGather() {
        return slaveScatterGather;
    }

    /** The same with ScatterGather of slaves honoured, or ignored as newer systems do. */
    public KernelOptions withSlaveScatterGather(boolean honoured) {
        KernelOptions changed = new KernelOptions(this);
        changed.slaveScatterGather = honoured;
        return changed;
    }
}
