package dev.dreq.hal.pci;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds the base address registers of a function and their sizes: the bits that stay when all ones
 * are written. PCI Local Bus Specification 3.0, section 6.2.5.1. Decoding is off meanwhile and
 * stays off, mastering too. What a function answers may be anything; an answer that is no size is
 * an oddity, and every register gets back what it held.
 */
final class BarSizing {
    private static final int BARS = 6;
    private static final int ALL_ONES = 0xFFFF_FFFF;

    private static final int PORTS = 1 << 0;
    private static final int PORTS_RESERVED = 1 << 1;
    private static final int TYPE = 3 << 1;
    private static final int TYPE_32 = 0;
    private static final int TYPE_64 = 2 << 1;

    private final ConfigurationSpace space;
    private final Consumer<String> oddity;

    BarSizing(ConfigurationSpace space, Consumer<String> oddity) {
        this.space = space;
        this.oddity = oddity;
    }

    List<BaseAddress> size() {
        int command = space.read16(ConfigurationSpace.COMMAND);
        space.write16(
                ConfigurationSpace.COMMAND,
                command
                        & ~(ConfigurationSpace.COMMAND_IO_SPACE
                                | ConfigurationSpace.COMMAND_MEMORY_SPACE
                                | ConfigurationSpace.COMMAND_BUS_MASTER));
        List<BaseAddress> bars = new ArrayList<>();
        int index = 0;
        while (index < BARS) {
            int answer = probe(index);
            boolean is64 = (answer & PORTS) == 0 && (answer & TYPE) == TYPE_64 && index < BARS - 1;
            if (is64) {
                long high = probe(index + 1);
                memory64(index, high << 32 | Integer.toUnsignedLong(answer)).ifPresent(bars::add);
            } else if (answer != 0) {
                narrow(index, Integer.toUnsignedLong(answer)).ifPresent(bars::add);
            }
            index += is64 ? 2 : 1;
        }
        return List.copyOf(bars);
    }

    private int probe(int index) {
        int register = ConfigurationSpace.BASE_ADDRESSES + 4 * index;
        int before = space.read32(register);
        space.write32(register, ALL_ONES);
        int answer = space.read32(register);
        space.write32(register, before);
        return answer;
    }

    private Optional<BaseAddress> narrow(int index, long answer) {
        if ((answer & PORTS) != 0) {
            // A function that decodes 16 address lines may leave out the upper half.
            long mask = answer & 0xFFFF_FFFCL;
            return mask >>> 16 == 0
                    ? bar(index, answer, BaseAddress.Kind.PORT, mask, 1L << 16)
                    : bar(index, answer, BaseAddress.Kind.PORT, mask, 1L << 32);
        }
        return bar(index, answer, BaseAddress.Kind.MEMORY, answer & 0xFFFF_FFF0L, 1L << 32);
    }

    private Optional<BaseAddress> memory64(int index, long answer) {
        long mask = answer & ~0xFL;
        return answer >>> 32 == 0
                ? bar(index, answer, BaseAddress.Kind.MEMORY_64, mask, 1L << 32)
                : bar(index, answer, BaseAddress.Kind.MEMORY_64, mask, 0);
    }

    /** The bits that stay must be all from the size up; {@code end} 0 stands for 2^64. */
    private Optional<BaseAddress> bar(
            int index, long answer, BaseAddress.Kind kind, long mask, long end) {
        long size = Long.lowestOneBit(mask);
        boolean reserved =
                kind == BaseAddress.Kind.PORT
                        ? (answer & PORTS_RESERVED) != 0
                        : (answer & TYPE)
                                != (kind == BaseAddress.Kind.MEMORY_64 ? TYPE_64 : TYPE_32);
        if (reserved || size <= 0 || mask + size != end) {
            oddity.accept(
                    "BAR%d answers %x when its size is asked for, which is no size"
                            .formatted(index, answer));
            return Optional.empty();
        }
        return Optional.of(new BaseAddress(index, kind, size));
    }

    /** Writes the address of a register; returns whether it is kept. */
    static boolean place(ConfigurationSpace space, BaseAddress bar, long address) {
        space.write32(bar.register(), (int) address);
        if (bar.kind() == BaseAddress.Kind.MEMORY_64) {
            space.write32(bar.register() + 4, (int) (address >>> 32));
        }
        return holds(space, bar, address);
    }

    /** Whether a register holds an address. */
    static boolean holds(ConfigurationSpace space, BaseAddress bar, long address) {
        long held = space.read32(bar.register()) & flags(bar.kind());
        if (bar.kind() == BaseAddress.Kind.MEMORY_64) {
            held |= (long) space.read32(bar.register() + 4) << 32;
        }
        return held == address;
    }

    private static long flags(BaseAddress.Kind kind) {
        return kind == BaseAddress.Kind.PORT ? 0xFFFF_FFFCL : 0xFFFF_FFF0L;
    }
}
