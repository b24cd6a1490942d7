package dev.dreq.tools.testkit.loopback;

import dev.dreq.hal.mm.Mm;
import dev.dreq.hal.mm.Pages;
import dev.dreq.hal.mm.Placement;
import dev.dreq.plugin.cpu.RamRange;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Buffers of all shapes: any length, any offset in the page, scattered by the kernel or in page
 * frames chosen here, in a row, in several rows, upwards and downwards.
 */
final class RandomBuffers {
    private static final int TRIES = 64;

    private final Mm mm;
    private final int unit;
    private final int mostBytes;
    private final SplittableRandom random;

    /** Page frames that no buffer has: not page 0, not the map registers. */
    private final BitSet free = new BitSet();

    /**
     * @param unit what offsets and lengths are multiples of
     * @param mostBytes the longest, a multiple of the unit
     */
    RandomBuffers(Mm mm, List<RamRange> ram, int unit, int mostBytes, SplittableRandom random) {
        this.mm = mm;
        this.unit = unit;
        this.mostBytes = mostBytes;
        this.random = random;
        for (RamRange range : ram) {
            free.set((int) Pages.number(range.start()), (int) Pages.number(range.end()));
        }
        free.clear(0);
        free.clear(0x20, 0x40);
    }

    Buffer next() {
        return next(length());
    }

    Buffer next(int length) {
        Placement placement = placement(length);
        Buffer buffer = Buffer.allocate(mm, length, placement);
        for (long frame : buffer.frames()) {
            free.clear((int) frame);
        }
        return buffer;
    }

    private int length() {
        int pages = mostBytes / Pages.PAGE_SIZE;
        int length =
                switch (random.nextInt(4)) {
                    case 0 -> 1 + random.nextInt(0x40);
                    case 1 -> Pages.PAGE_SIZE * random.nextInt(pages + 1);
                    default -> 1 + random.nextInt(mostBytes);
                };
        return Math.max(unit, (length + unit - 1) / unit * unit);
    }

    private Placement placement(int length) {
        int byteOffset =
                switch (random.nextInt(3)) {
                    case 0 -> 0;
                    case 1 -> Pages.PAGE_SIZE - unit * (1 + random.nextInt(8));
                    default -> random.nextInt(Pages.PAGE_SIZE / unit) * unit;
                };
        int pages = (int) Pages.addressAndSizeToSpanPages(byteOffset, length);
        List<Long> frames =
                switch (random.nextInt(4)) {
                    case 0 -> List.of();
                    case 1 -> rows(pages, pages);
                    case 2 -> rows(pages, 1 + random.nextInt(8));
                    default -> downwards(rows(pages, pages));
                };
        return Placement.inFrames(frames.toArray(Long[]::new)).atOffset(byteOffset);
    }

    private static List<Long> downwards(List<Long> frames) {
        List<Long> reversed = new ArrayList<>(frames);
        Collections.reverse(reversed);
        return reversed;
    }

    /** Page frames in rows of so many where there is room, of fewer where there is not. */
    private List<Long> rows(int pages, int most) {
        BitSet left = (BitSet) free.clone();
        List<Long> frames = new ArrayList<>();
        for (int row = most; frames.size() < pages; row = Math.max(1, row / 2)) {
            for (int i = 0; i < TRIES && frames.size() < pages; i++) {
                int start = left.nextSetBit(random.nextInt(left.length()));
                int count = Math.min(row, pages - frames.size());
                if (left.nextClearBit(start) - start >= count) {
                    for (int frame = start; frame < start + count; frame++) {
                        frames.add((long) frame);
                    }
                    left.clear(start, start + count);
                }
            }
        }
        return frames;
    }
}
