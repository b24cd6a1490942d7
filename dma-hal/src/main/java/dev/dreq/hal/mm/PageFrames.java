package dev.dreq.hal.mm;

import dev.dreq.plugin.cpu.RamRange;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The page frames of the machine's RAM that nobody owns, as ranges, so that the size of RAM costs
 * nothing. Page 0 and A0000-FFFFF are never among them.
 */
final class PageFrames {
    private static final long ADAPTER_MEMORY = 0xA0;
    private static final long ADAPTER_MEMORY_END = 0x100;

    /**
     * Pages are scattered over this many frames at least, 64 MiB, so that a huge RAM is not touched
     * everywhere.
     */
    private static final long WINDOW = 0x4000;

    /** First free frame of each range, to the first frame behind it. No two ranges touch. */
    private final TreeMap<Long, Long> free = new TreeMap<>();

    private final SplittableRandom random;
    private long count;

    PageFrames(List<RamRange> ram, long seed) {
        this.random = new SplittableRandom(seed);
        for (RamRange range : ram) {
            long start = Pages.bytesToPages(range.start());
            long end = Pages.number(range.end());
            give(Math.max(start, 1), Math.min(end, ADAPTER_MEMORY));
            give(Math.max(start, ADAPTER_MEMORY_END), end);
        }
    }

    /** How many frames are free. */
    long count() {
        return count;
    }

    /** As below, from 1 MiB on if there are enough, so that memory for ISA devices is left. */
    long @Nullable [] takeScattered(int pages) {
        long[] high = takeScattered(pages, ADAPTER_MEMORY_END);
        return high != null ? high : takeScattered(pages, 0);
    }

    /**
     * Takes frames in an order and from places decided by the seed, none below {@code lowest}; null
     * if there are not so many.
     */
    long @Nullable [] takeScattered(int pages, long lowest) {
        long end = windowEnd(pages, lowest);
        if (end < 0) {
            return null;
        }
        long[] frames = new long[pages];
        for (int i = 0; i < pages; i++) {
            frames[i] = freeNear(random.nextLong(lowest, end), lowest);
            remove(frames[i], frames[i] + 1);
        }
        return frames;
    }

    /**
     * The end of the shortest window from {@code lowest} on that is large enough; negative if
     * nothing is.
     */
    private long windowEnd(int pages, long lowest) {
        long wanted = Math.max(WINDOW, 4L * pages);
        long found = 0;
        long end = -1;
        for (Map.Entry<Long, Long> range : free.tailMap(rangeStart(lowest)).entrySet()) {
            long start = Math.max(range.getKey(), lowest);
            if (start < range.getValue()) {
                long take = Math.min(range.getValue() - start, wanted - found);
                found += take;
                end = start + take;
            }
            if (found == wanted) {
                break;
            }
        }
        return found < pages ? -1 : end;
    }

    /**
     * The first free frame at or behind {@code frame}, or else at or behind {@code lowest}; there
     * is one.
     */
    private long freeNear(long frame, long lowest) {
        long first = firstFree(frame);
        return first >= 0 ? first : firstFree(lowest);
    }

    private long firstFree(long frame) {
        Map.Entry<Long, Long> below = free.floorEntry(frame);
        if (below != null && below.getValue() > frame) {
            return frame;
        }
        Long above = free.ceilingKey(frame);
        return above == null ? -1 : above;
    }

    private long rangeStart(long frame) {
        Long start = free.floorKey(frame);
        return start == null ? frame : start;
    }

    /**
     * Takes the lowest frames in a row between {@code lowest} and {@code highest}, inclusive, that
     * cross no multiple of {@code boundary} frames, 0 for any; returns the first, or -1 if there
     * are none.
     */
    long takeContiguous(long pages, long lowest, long highest, long boundary) {
        if (pages <= 0 || (boundary > 0 && pages > boundary)) {
            return -1;
        }
        for (Map.Entry<Long, Long> range : free.entrySet()) {
            long start = Math.max(range.getKey(), lowest);
            if (boundary > 0 && start / boundary != (start + pages - 1) / boundary) {
                start = (start / boundary + 1) * boundary;
            }
            long end = Math.min(range.getValue() - 1, highest);
            if (start <= end && pages - 1 <= end - start) {
                remove(start, start + pages);
                return start;
            }
        }
        return -1;
    }

    /** Takes exactly these frames, or none of them and returns false. */
    boolean takeExactly(long[] frames) {
        for (int i = 0; i < frames.length; i++) {
            if (!isFree(frames[i])) {
                for (int taken = 0; taken < i; taken++) {
                    give(frames[taken], frames[taken] + 1);
                }
                return false;
            }
            remove(frames[i], frames[i] + 1);
        }
        return true;
    }

    /** The physical address behind the last free frame; 0 if none is. */
    long end() {
        return free.isEmpty() ? 0 : Pages.address(free.lastEntry().getValue());
    }

    boolean isFree(long frame) {
        Map.Entry<Long, Long> range = free.floorEntry(frame);
        return range != null && range.getValue() > frame;
    }

    /** Gives frames back. */
    void give(long[] frames) {
        long[] sorted = frames.clone();
        Arrays.sort(sorted);
        for (int i = 0; i < sorted.length; ) {
            int run = 1;
            while (i + run < sorted.length && sorted[i + run] == sorted[i] + run) {
                run++;
            }
            give(sorted[i], sorted[i] + run);
            i += run;
        }
    }

    /** Gives the frames from {@code start} up to {@code end}, exclusive, back. */
    void give(long start, long end) {
        if (start >= end) {
            return;
        }
        Map.Entry<Long, Long> below = free.lowerEntry(end);
        if (below != null && below.getValue() > start) {
            throw new IllegalStateException(
                    "page frames %x-%x are free already".formatted(start, end));
        }
        long newStart = start;
        long newEnd = end;
        if (below != null && below.getValue() == start) {
            newStart = below.getKey();
        }
        Long mergedEnd = free.remove(end);
        if (mergedEnd != null) {
            newEnd = mergedEnd;
        }
        free.put(newStart, newEnd);
        count += end - start;
    }

    private void remove(long start, long end) {
        Map.Entry<Long, Long> range = free.floorEntry(start);
        if (range == null || range.getValue() < end) {
            throw new IllegalStateException("page frames %x-%x are not free".formatted(start, end));
        }
        long oldStart = range.getKey();
        long oldEnd = range.getValue();
        free.remove(oldStart);
        if (oldStart < start) {
            free.put(oldStart, start);
        }
        if (end < oldEnd) {
            free.put(end, oldEnd);
        }
        count -= end - start;
    }
}
