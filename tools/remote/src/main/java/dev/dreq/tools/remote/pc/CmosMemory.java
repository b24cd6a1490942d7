package dev.dreq.tools.remote.pc;

import dev.dreq.plugin.cpu.CpuBus;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What the CMOS says of the machine, written through ports 70 and 71. Values as QEMU's. */
final class CmosMemory {

    private static final int INDEX = 0x70;
    private static final int DATA = 0x71;

    private static final int FLOPPY_TYPES = 0x10;
    private static final int EQUIPMENT = 0x14;
    private static final int BASE_MEMORY = 0x15;
    private static final int EXTENDED_MEMORY = 0x17;
    private static final int EXTENDED_MEMORY_AGAIN = 0x30;
    private static final int CENTURY = 0x32;
    private static final int MEMORY_ABOVE_16M = 0x34;
    private static final int CENTURY_OF_PS2 = 0x37;
    private static final int BOOT_FLAGS = 0x38;
    private static final int BOOT_DEVICES = 0x3d;
    private static final int MEMORY_ABOVE_4G = 0x5b;

    private static final int COPROCESSOR_AND_MOUSE = 0x06;
    private static final int HAS_FLOPPY = 0x01;
    private static final int SECOND_FLOPPY = 0x40;
    private static final int BASE_KIB = 640;
    private static final int BOOT_SECOND_AND_THIRD = 0x30;
    private static final int BOOT_FIRST = 0x12;
    private static final int CENTURY_20 = 0x20;

    private static final long KIB = 1L << 10;
    private static final long MIB = 1L << 20;
    private static final long BLOCK = 64 * KIB;
    private static final long LOW_END = 3L << 30;
    private static final int MOST = 0xffff;

    private final CpuBus bus;

    CmosMemory(CpuBus bus) {
        this.bus = bus;
    }

    /**
     * Writes it.
     *
     * @param memory bytes of RAM
     * @param floppies types of the drives by unit
     */
    void write(long memory, SortedMap<Integer, String> floppies) {
        long low = Math.min(memory, LOW_END);
        word(BASE_MEMORY, BASE_KIB);
        word(EXTENDED_MEMORY, (low - MIB) / KIB);
        word(EXTENDED_MEMORY_AGAIN, (low - MIB) / KIB);
        word(MEMORY_ABOVE_16M, (low - 16 * MIB) / BLOCK);
        long high = (memory - low) / BLOCK;
        set(MEMORY_ABOVE_4G, (int) high);
        set(MEMORY_ABOVE_4G + 1, (int) (high >> 8));
        set(MEMORY_ABOVE_4G + 2, (int) (high >> 16));
        set(CENTURY, CENTURY_20);
        set(CENTURY_OF_PS2, CENTURY_20);
        set(BOOT_FLAGS, BOOT_SECOND_AND_THIRD);
        set(BOOT_DEVICES, BOOT_FIRST);
        int types = floppyType(floppies.get(0)) << 4 | floppyType(floppies.get(1));
        set(FLOPPY_TYPES, types);
        set(EQUIPMENT, equipment(types));
        bus.out8(INDEX, 0);
    }

    private static int floppyType(@Nullable String drive) {
        return switch (drive == null ? "none" : drive) {
            case "120" -> 2;
            case "144" -> 4;
            case "288" -> 5;
            default -> 0;
        };
    }

    private static int equipment(int floppyTypes) {
        boolean first = (floppyTypes & 0xf0) != 0;
        boolean second = (floppyTypes & 0x0f) != 0;
        return COPROCESSOR_AND_MOUSE
                | (first || second ? HAS_FLOPPY : 0)
                | (first && second ? SECOND_FLOPPY : 0);
    }

    /** A number of units of memory, or as much as a word holds. */
    private void word(int register, long units) {
        int value = (int) Math.max(0, Math.min(units, MOST));
        set(register, value);
        set(register + 1, value >> 8);
    }

    private void set(int register, int value) {
        bus.out8(INDEX, register);
        bus.out8(DATA, value);
    }
}
