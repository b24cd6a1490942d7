package dev.dreq.machine.memory;

import dev.dreq.plugin.cpu.RamRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a PC has its RAM: from 0 to 3 GiB with a hole for adapters and the BIOS at A0000-FFFFF, the
 * rest from 4 GiB on. What RAM there would be in the hole is lost.
 */
public final class PcLayout {

    private static final long HOLE = 0xa0000;
    private static final long HOLE_END = 0x100000;
    private static final long LOW_END = 3L << 30;
    private static final long HIGH = 4L << 30;

    private PcLayout() {}

    /** The ranges that RAM of a size takes, ascending. */
    public static List<RamRange> ranges(long size) {
        List<RamRange> ranges = new ArrayList<>();
        ranges.add(new RamRange(0, Math.min(size, HOLE)));
        if (size > HOLE_END) {
            ranges.add(new RamRange(HOLE_END, Math.min(size, LOW_END) - HOLE_END));
        }
        if (size > LOW_END) {
            ranges.add(new RamRange(HIGH, size - LOW_END));
        }
        return List.copyOf(ranges);
    }

    /** The ranges as regions of a bank that holds all of the RAM. */
    public static List<Region> regions(MemoryBank bank, int priority) {
        return ranges(bank.size()).stream()
                .map(
                        range ->
                                Region.ram(
                                        range.start(),
                                        range.length(),
                                        bank,
                                        range.start() >= HIGH
                                                ? range.start() - HIGH + LOW_END
                                                : range.start(),
                                        priority))
                .toList();
    }
}
