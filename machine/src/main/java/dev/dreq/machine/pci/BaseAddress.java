package dev.dreq.machine.pci;

import dev.dreq.machine.io.Window;
import dev.dreq.machine.memory.MemoryBank;
import dev.dreq.machine.memory.Region;
import dev.dreq.plugin.io.Register;
import dev.dreq.plugin.pci.PciBar;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A base address register, what lies behind it, and where that is decoded at present.
 *
 * <p>It decodes nothing at 0, nothing that ends above what its kind can reach (port FFFF, 4 GiB,
 * 2^52), and, as software sizes registers by writing ones, nothing in the topmost place below 4 GiB
 * either, unless it has 64 bits.
 */
final class BaseAddress {

    static final long NOWHERE = -1;

    private static final long PORTS_END = 1L << 16;
    private static final long MEMORY_END = 1L << 32;
    private static final long MEMORY_64_END = 1L << 52;

    private final PciBar bar;
    private final int rank;
    private final Window floating;
    private Window window;
    private @Nullable MemoryBank bank;
    private boolean connected;
    private long address = NOWHERE;

    /**
     * Makes a register behind which nobody answers yet.
     *
     * @param rank who is seen where windows overlap: the lowest
     * @param floating a window at 0 that reads ones
     */
    BaseAddress(PciBar bar, int rank, Window floating) {
        this.bar = bar;
        this.rank = rank;
        this.floating = floating;
        this.window = floating;
    }

    PciBar bar() {
        return bar;
    }

    int rank() {
        return rank;
    }

    boolean isPorts() {
        return bar.kind() == PciBar.Kind.IO;
    }

    /** Whether the function has put something behind it. */
    boolean connected() {
        return connected;
    }

    /** Lets registers answer. */
    void connect(Window registers) {
        window = registers;
        bank = null;
        connected = true;
    }

    /** Lets memory answer. */
    void connect(MemoryBank memory) {
        bank = memory;
        connected = true;
    }

    /** Nobody answers any more, and all reads ones. */
    void detach() {
        window = floating;
        bank = null;
    }

    /** The declared registers behind it. */
    List<Register> registers() {
        return window.registers();
    }

    /** Where it is decoded at present. */
    OptionalLong address() {
        return address == NOWHERE ? OptionalLong.empty() : OptionalLong.of(address);
    }

    void moveTo(long newAddress) {
        address = newAddress;
    }

    /** Where software wants it decoded; {@link #NOWHERE} if it is not to be. */
    long wanted(ConfigSpace config) {
        int offset = Header.offset(bar);
        long low = config.get(offset, 4) & -bar.size() & 0xffff_ffffL;
        return switch (bar.kind()) {
            case IO -> reachable(config, Header.COMMAND_IO, low, PORTS_END);
            case MEMORY, PREFETCHABLE ->
                    reachable(config, Header.COMMAND_MEMORY, low, MEMORY_END - 1);
            case PREFETCHABLE_64 ->
                    reachable(
                            config,
                            Header.COMMAND_MEMORY,
                            low | (long) config.get(offset + 4, 4) << 32,
                            MEMORY_64_END);
        };
    }

    private long reachable(ConfigSpace config, int enable, long base, long end) {
        boolean decoded = Header.commands(config, enable) && base > 0 && base <= end - bar.size();
        return decoded ? base : NOWHERE;
    }

    /** The region of memory that it decodes at present. */
    Region region() {
        MemoryBank memory = bank;
        int priority = -1 - rank;
        return memory == null
                ? Region.device(window.at(address), priority)
                : Region.deviceMemory(address, bar.size(), memory, priority);
    }

    /** The ports that it decodes at present. */
    Window ports() {
        return window.at(address);
    }
}
