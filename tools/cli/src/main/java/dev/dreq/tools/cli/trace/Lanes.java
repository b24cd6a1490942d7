package dev.dreq.tools.cli.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds a track of a driver on which a slice lies inside those that are there, or behind them. A
 * driver that runs on two threads at a time needs more than one.
 */
final class Lanes {
    private final Map<String, List<ArrayDeque<Long>>> ends = new LinkedHashMap<>();

    /** The track for a slice; those before began no later. */
    Track of(String driver, long time, long duration) {
        List<ArrayDeque<Long>> lanes = ends.computeIfAbsent(driver, name -> new ArrayList<>());
        int lane = 0;
        while (lane < lanes.size() && !fits(lanes.get(lane), time, time + duration)) {
            lane++;
        }
        if (lane == lanes.size()) {
            lanes.add(new ArrayDeque<>());
        }
        lanes.get(lane).push(time + duration);
        return Track.of(
                Track.Group.DRIVERS, lane == 0 ? driver : "%s (%d)".formatted(driver, lane + 1));
    }

    private static boolean fits(ArrayDeque<Long> open, long start, long end) {
        while (!open.isEmpty() && open.peek() <= start) {
            open.pop();
        }
        return open.isEmpty() || end <= open.peek();
    }
}
