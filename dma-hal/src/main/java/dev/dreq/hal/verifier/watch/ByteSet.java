package dev.dreq.hal.verifier.watch;

import java.util.Map;
import java.util.TreeMap;

/** Addresses, in as few ranges as can be. */
final class ByteSet {
    /** Ends, exclusive, by starts. */
    private final TreeMap<Long, Long> ranges = new TreeMap<>();

    void add(long start, long length) {
        long from = start;
        long to = start + length;
        Map.Entry<Long, Long> near = ranges.floorEntry(to);
        while (near != null && near.getValue() >= from) {
            from = Math.min(from, near.getKey());
            to = Math.max(to, near.getValue());
            ranges.remove(near.getKey());
            near = ranges.floorEntry(to);
        }
        ranges.put(from, to);
    }

    void remove(long start, long length) {
        long end = start + length;
        Map.Entry<Long, Long> near = ranges.lowerEntry(end);
        while (near != null && near.getValue() > start) {
            ranges.remove(near.getKey());
            if (near.getKey() < start) {
                ranges.put(near.getKey(), start);
            }
            if (near.getValue() > end) {
                ranges.put(end, near.getValue());
            }
            near = ranges.lowerEntry(end);
        }
    }

    /** Whether all of these are in it. */
    boolean covers(long start, long length) {
        Map.Entry<Long, Long> near = ranges.floorEntry(start);
        return near != null && near.getValue() >= start + length;
    }
}
