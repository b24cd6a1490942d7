package dev.dreq.machine.time;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Armed timers by deadline, those of equal deadline in the order in which they were armed: a heap
 * in which each place has four below it. The deadlines lie beside each other, so that a step down
 * reads one line of the processor's cache and looks at no timer.
 */
final class TimerQueue {

    private static final int BELOW = 4;

    private static final Comparator<DeviceTimer> ORDER =
            Comparator.comparingLong((DeviceTimer t) -> t.deadline)
                    .thenComparingLong(t -> t.armedAs);

    private long[] deadlines = new long[16];
    private @Nullable DeviceTimer[] heap = new DeviceTimer[16];
    private int size;
    private long armed;

    /** The earliest deadline, {@link Long#MAX_VALUE} when nothing is armed. */
    long nextDeadline() {
        return size == 0 ? Long.MAX_VALUE : deadlines[0];
    }

    /** Whether the earliest deadline has come by then; {@link Long#MAX_VALUE} never comes. */
    boolean due(long time) {
        long deadline = nextDeadline();
        return deadline <= time && deadline != Long.MAX_VALUE;
    }

    void add(DeviceTimer timer) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
            deadlines = Arrays.copyOf(deadlines, 2 * size);
        }
        timer.armedAs = armed++;
        up(size++, timer);
    }

    /** The timer of the earliest deadline; there is one. */
    DeviceTimer first() {
        return at(0);
    }

    DeviceTimer removeFirst() {
        DeviceTimer first = first();
        remove(first);
        return first;
    }

    void remove(DeviceTimer timer) {
        int hole = timer.place;
        DeviceTimer last = at(--size);
        heap[size] = null;
        timer.place = DeviceTimer.NOWHERE;
        if (last != timer) {
            if (hole > 0 && isBefore(last, above(hole))) {
                up(hole, last);
            } else {
                down(hole, last);
            }
        }
    }

    /** The armed timers in the order in which they will fire. */
    List<DeviceTimer> inOrder() {
        return Arrays.stream(Arrays.copyOf(heap, size))
                .map(TimerQueue::present)
                .sorted(ORDER)
                .toList();
    }

    private static int above(int place) {
        return (place - 1) / BELOW;
    }

    /** Puts a timer into a hole, or above it. */
    private void up(int hole, DeviceTimer timer) {
        int place = hole;
        while (place > 0 && isBefore(timer, above(place))) {
            put(place, at(above(place)));
            place = above(place);
        }
        put(place, timer);
    }

    /** Puts a timer into a hole, or below it. */
    private void down(int hole, DeviceTimer timer) {
        int place = hole;
        while (BELOW * place + 1 < size) {
            int least = leastBelow(place);
            if (isBefore(timer, least)) {
                break;
            }
            put(place, at(least));
            place = least;
        }
        put(place, timer);
    }

    private int leastBelow(int place) {
        int least = BELOW * place + 1;
        int end = Math.min(least + BELOW, size);
        for (int i = least + 1; i < end; i++) {
            if (deadlines[i] < deadlines[least]
                    || (deadlines[i] == deadlines[least] && at(i).armedAs < at(least).armedAs)) {
                least = i;
            }
        }
        return least;
    }

    private boolean isBefore(DeviceTimer timer, int place) {
        return timer.deadline < deadlines[place]
                || (timer.deadline == deadlines[place] && timer.armedAs < at(place).armedAs);
    }

    private void put(int place, DeviceTimer timer) {
        heap[place] = timer;
        deadlines[place] = timer.deadline;
        timer.place = place;
    }

    private DeviceTimer at(int place) {
        return present(heap[place]);
    }

    private static DeviceTimer present(@Nullable DeviceTimer timer) {
        if (timer == null) {
            throw new IllegalStateException("hole in the timer queue");
        }
        return timer;
    }
}
