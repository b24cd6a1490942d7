package dev.dreq.hal.mm;

import java.util.HashMap;
import java.util.Map;

/** How many MDLs keep each page frame resident. */
final class PageLocks {
    private final Map<Long, Integer> counts = new HashMap<>();

    boolean locked(long frame) {
        return counts.containsKey(frame);
    }

    void lock(long frame) {
        counts.merge(frame, 1, Integer::sum);
    }

    void unlock(long frame) {
        counts.computeIfPresent(frame, (same, count) -> count == 1 ? null : count - 1);
    }

    /** How many frames are locked. */
    int count() {
        return counts.size();
    }
}
