package dev.dreq.tools.remote.client;

import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.cpu.RamRange;
import java.util.ArrayList;
import java.util.List;

/**
 * How much RAM a PC has, as its CMOS tells firmware: below 640 KiB, from 1 MiB on, and from 4 GiB
 * on. What lies between A0000 and FFFFF is no RAM to software here.
 *
 * @param bus of the PC
 */
record CmosMemory(CpuBus bus) {
    private static final int INDEX = 0x70;
    private static final int DATA = 0x71;

    /** KiB below 1 MiB, KiB from 1 MiB on, 64 KiB from 16 MiB on, 64 KiB from 4 GiB on. */
    private static final int BASE = 0x15;

    private static final int EXTENDED = 0x30;
    private static final int ABOVE_16M = 0x34;
    private static final int ABOVE_4G = 0x5B;

    private static final int KIB = 10;
    private static final int UNIT = 16;
    private static final long MIB = 1L << 20;

    List<RamRange> ranges() {
        long base = word(BASE) << KIB;
        long above16M = word(ABOVE_16M) << UNIT;
        long low = above16M > 0 ? 15 * MIB + above16M : word(EXTENDED) << KIB;
        long high = (word(ABOVE_4G) | (long) register(ABOVE_4G + 2) << 16) << UNIT;
        if (base == 0 || base > 640 << KIB || low > (4L << 30) - MIB) {
            throw new QtestException(
                    "the CMOS speaks of %d bytes of RAM below 1 MiB and %d above; say where RAM is, or is this no PC?"
                            .formatted(base, low));
        }
        List<RamRange> ranges = new ArrayList<>();
        add(ranges, 0, base);
        add(ranges, MIB, low);
        add(ranges, 4L << 30, high);
        return List.copyOf(ranges);
    }

    private static void add(List<RamRange> ranges, long start, long length) {
        if (length > 0) {
            ranges.add(new RamRange(start, length));
        }
    }

    private long word(int index) {
        return register(index) | register(index + 1) << 8;
    }

    private int register(int index) {
        bus.out8(INDEX, index);
        return bus.in8(DATA);
    }
}
