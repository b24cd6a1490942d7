package dev.dreq.hal;

import dev.dreq.hal.verifier.VerifierMode;
import java.util.List;

/**
 * What may be chosen about a kernel.
 *
 * @param dmaMapRegisterLimit the most map registers that one adapter is granted, 0 for the
 *     platform's own limits
 * @param dmaMapRegisterPool how many map registers all bus masters that reach 4 GiB share, 0 for as
 *     many as suit the machine
 * @param seed decides how pages are scattered in physical memory
 * @param bufferAbove the physical address from which on callers' buffers lie
 * @param isaInterrupts interrupt inputs that ISA cards have: no PCI line is routed to them
 * @param messageInterrupts whether PCI functions may use interrupt messages; false on a bus that
 *     delivers none
 * @param verifier what is done about rules of the DMA contract that a driver breaks
 * @param guards whether the verifier puts a tag behind every common buffer; without meaning while
 *     it is off
 * @param dmaAlignment what GetDmaAlignment answers at least, a power of two, as on a machine whose
 *     cache lines matter
 */
public record KernelOptions(
        int dmaMapRegisterLimit,
        int dmaMapRegisterPool,
        long seed,
        long bufferAbove,
        List<Integer> isaInterrupts,
        boolean messageInterrupts,
        VerifierMode verifier,
        boolean guards,
        int dmaAlignment) {

    /** 256 MiB of them. */
    private static final int MOST_MAP_REGISTERS = 0x10000;

    public KernelOptions {
        if (dmaMapRegisterLimit < 0) {
            throw new IllegalArgumentException(
                    "map register limit %d: give 0 for none, or a positive number"
                            .formatted(dmaMapRegisterLimit));
        }
        if (dmaMapRegisterPool < 0 || dmaMapRegisterPool > MOST_MAP_REGISTERS) {
            throw new IllegalArgumentException(
                    "%d map registers for all bus masters: give 0 for as many as suit the machine, or up to %d"
                            .formatted(dmaMapRegisterPool, MOST_MAP_REGISTERS));
        }
        if (bufferAbove < 0) {
            throw new IllegalArgumentException(
                    "buffers cannot lie above the negative address " + bufferAbove);
        }
        if (Integer.bitCount(dmaAlignment) != 1 || dmaAlignment < 1) {
            throw new IllegalArgumentException(
                    "buffers of devices aligned to %d: give a power of two, such as 64"
                            .formatted(dmaAlignment));
        }
        isaInterrupts = List.copyOf(isaInterrupts);
        for (int input : isaInterrupts) {
            if (input < 0 || input > 15) {
                throw new IllegalArgumentException(
                        "ISA interrupt %d: give one of 0..15".formatted(input));
            }
        }
    }

    /** No limit, seed 0, buffers anywhere, no ISA cards with interrupts, messages, no verifier. */
    public static KernelOptions defaults() {
        return new KernelOptions(0, 0, 0, 0, List.of(), true, VerifierMode.OFF, false, 1);
    }

    /** The same with another limit of map registers. */
    public KernelOptions withDmaMapRegisterLimit(int limit) {
        return new KernelOptions(
                limit,
                dmaMapRegisterPool,
                seed,
                bufferAbove,
                isaInterrupts,
                messageInterrupts,
                verifier,
                guards,
                dmaAlignment);
    }

    /** The same with so many map registers for all bus masters. */
    public KernelOptions withDmaMapRegisterPool(int count) {
        return new KernelOptions(
                dmaMapRegisterLimit,
                count,
                seed,
                bufferAbove,
                isaInterrupts,
                messageInterrupts,
                verifier,
                guards,
                dmaAlignment);
    }

    /** The same with another seed. */
    public KernelOptions withSeed(long newSeed) {
        return new KernelOptions(
                dmaMapRegisterLimit,
                dmaMapRegisterPool,
                newSeed,
                bufferAbove,
                isaInterrupts,
                messageInterrupts,
                verifier,
                guards,
                dmaAlignment);
    }

    /** The same with buffers at or above a physical address. */
    public KernelOptions withBufferAbove(long physicalAddress) {
        return new KernelOptions(
                dmaMapRegisterLimit,
                dmaMapRegisterPool,
                seed,
                physicalAddress,
                isaInterrupts,
                messageInterrupts,
                verifier,
                guards,
                dmaAlignment);
    }

    /** The same with other ISA cards, by their interrupt inputs. */
    public KernelOptions withIsaInterrupts(List<Integer> inputs) {
        return new KernelOptions(
                dmaMapRegisterLimit,
                dmaMapRegisterPool,
                seed,
                bufferAbove,
                inputs,
                messageInterrupts,
                verifier,
                guards,
                dmaAlignment);
    }

    /** The same with or without interrupt messages. */
    public KernelOptions withMessageInterrupts(boolean delivered) {
        return new KernelOptions(
                dmaMapRegisterLimit,
                dmaMapRegisterPool,
                seed,
                bufferAbove,
                isaInterrupts,
                delivered,
                verifier,
                guards,
                dmaAlignment);
    }

    /** The same with another treatment of broken rules. */
    public KernelOptions withVerifier(VerifierMode mode) {
        return new KernelOptions(
                dmaMapRegisterLimit,
                dmaMapRegisterPool,
                seed,
                bufferAbove,
                isaInterrupts,
                messageInterrupts,
                mode,
                guards,
                dmaAlignment);
    }

    /** The same with or without a tag behind every common buffer. */
    public KernelOptions withGuards(boolean guarded) {
        return new KernelOptions(
                dmaMapRegisterLimit,
                dmaMapRegisterPool,
                seed,
                bufferAbove,
                isaInterrupts,
                messageInterrupts,
                verifier,
                guarded,
                dmaAlignment);
    }

    /** The same with another alignment of buffers that devices use. */
    public KernelOptions withDmaAlignment(int bytes) {
        return new KernelOptions(
                dmaMapRegisterLimit,
                dmaMapRegisterPool,
                seed,
                bufferAbove,
                isaInterrupts,
                messageInterrupts,
                verifier,
                guards,
                bytes);
    }
}
