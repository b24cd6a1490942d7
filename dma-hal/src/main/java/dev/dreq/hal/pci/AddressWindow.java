package dev.dreq.hal.pci;

import java.util.Map;
import java.util.TreeMap;

/** A range of addresses from which naturally aligned pieces are taken, the lowest first. */
final class AddressWindow {
    private final long start;
    private final long end;
    private final TreeMap<Long, Long> taken = new TreeMap<>();

    /** Addresses {@code start} to {@code end - 1}; {@code end} is below 2^62. */
    AddressWindow(long start, long end) {
        this.start = start;
        this.end = end;
    }

    /** Addresses {@code from} to {@code to - 1} are somebody's. */
    void exclude(long from, long to) {
        taken.merge(from, to, Math::max);
    }

    /**
     * Takes {@code size} addresses.
     *
     * @param size a power of two
     * @return the first of them, a multiple of {@code size}; -1 if there are none
     */
    long take(long size) {
        long at = find(size);
        if (at >= 0) {
            taken.put(at, at + size);
        }
        return at;
    }

    /** The largest size that {@link #take} has an answer for; 0 for none. */
    long largest() {
        long size = Long.highestOneBit(end - start);
        while (size > 0 && find(size) < 0) {
            size >>= 1;
        }
        return size;
    }

    private long find(long size) {
        if (size > end - start) {
            return -1;
        }
        long at = start;
        while (true) {
            at = (at + size - 1) & -size;
            if (at > end - size) {
                return -1;
            }
            Map.Entry<Long, Long> last = taken.lowerEntry(at + size);
            if (last == null || last.getValue() <= at) {
                return at;
            }
            at = last.getValue();
        }
    }

    /** Such as {@code E0000000-FEBFFFFF}. */
    @Override
    public String toString() {
        return "%X-%X".formatted(start, end - 1);
    }
}
