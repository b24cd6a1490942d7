package dev.dreq.machine.time;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Armed timers by deadline, those of equal deadline in the order in which they were armed: a binary
 * heap.
 */
final class TimerQueue {

    private static final Comparator<DeviceTimer> ORDER =
            Comparator.comparingLong((DeviceTimer t) -> t.deadline)
                    .thenComparingLong(t -> t.armedAs);

    private @Nullable DeviceTimer[] heap = new DeviceTimer[16];
    private int size;
    private long armed;

    /** The earliest deadline, {@link Long#MAX_VALUE} when nothing is armed. */
    long nextDeadline() {
        return size == 0 ? Long.MAX_VALUE : at(0).deadline;
    }

    /** Whether the earliest deadline has come by then; {@link Long#MAX_VALUE} never comes. */
    boolean due(long time) {
        long deadline = nextDeadline();
        return deadline <= time && deadline != Long.MAX_VALUE;
    }

    void add(DeviceTimer timer) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        timer.armedAs = armed++;
        place(timer, size++);
        up(timer);
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
            place(last, hole);
            up(last);
            down(last);
        }
    }

    /** The armed timers in the order in which they will fire. */
    List<DeviceTimer> inOrder() {
        return Arrays.stream(Arrays.copyOf(heap, size))
                .map(TimerQueue::present)
                .sorted(ORDER)
                .toList();
    }

    private void up(DeviceTimer timer) {
        while (timer.place > 0) {
            DeviceTimer parent = at((timer.place - 1) / 2);
            if (ORDER.compare(parent, timer) <= 0) {
                return;
            }
            swap(parent, timer);
        }
    }

    private void down(DeviceTimer timer) {
        while (2 * timer.place + 1 < size) {
            DeviceTimer child = at(2 * timer.place + 1);
            if (child.place + 1 < size && ORDER.compare(at(child.place + 1), child) < 0) {
                child = at(child.place + 1);
            }
            if (ORDER.compare(timer, child) <= 0) {
                return;
            }
            swap(timer, child);
        }
    }

    private void swap(DeviceTimer upper, DeviceTimer lower) {
        int place = upper.place;
        place(upper, lower.place);
        place(lower, place);
    }

    private void place(DeviceTimer timer, int place) {
        heap[place] = timer;
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
