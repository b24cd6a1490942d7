package dev.dreq.hal.ke;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The timers that are set, by due time; equal ones in the order in which they were set. */
final class TimerQueue {
    private record Due(long nanos, long order) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(nanos, other.nanos);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final TreeMap<Due, Ktimer> queue = new TreeMap<>();
    private final DpcQueue dpcs;
    private long nextOrder;

    TimerQueue(DpcQueue dpcs) {
        this.dpcs = dpcs;
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** When the first one is due, {@link Long#MAX_VALUE} if none is set. */
    long earliest() {
        return queue.isEmpty() ? Long.MAX_VALUE : queue.firstKey().nanos();
    }

    /** Sets a timer, anew if it is set; returns whether it was. */
    boolean insert(Ktimer timer, long dueNanos, int period, @Nullable Kdpc dpc) {
        boolean wasSet = remove(timer);
        timer.setSignalState(0);
        timer.set(true, dueNanos, period, dpc);
        queue.put(new Due(dueNanos, nextOrder++), timer);
        return wasSet;
    }

    boolean remove(Ktimer timer) {
        if (!timer.inserted()) {
            return false;
        }
        Due first = new Due(timer.dueNanos(), Long.MIN_VALUE);
        for (Map.Entry<Due, Ktimer> entry : queue.tailMap(first).entrySet()) {
            if (entry.getValue() == timer) {
                queue.remove(entry.getKey());
                break;
            }
        }
        timer.set(false, timer.dueNanos(), 0, timer.dpc());
        return true;
    }

    /** Signals what is due, queues its DPC, and sets a periodic timer anew behind {@code now}. */
    void expire(long now, Scheduler scheduler) {
        while (!queue.isEmpty() && queue.firstKey().nanos() <= now) {
            Ktimer timer = queue.pollFirstEntry().getValue();
            long due = timer.dueNanos();
            int period = timer.period();
            timer.set(false, due, 0, timer.dpc());
            if (period > 0) {
                long nanos = period * 1_000_000L;
                long next = due + ((now - due) / nanos + 1) * nanos;
                timer.set(true, next, period, timer.dpc());
                queue.put(new Due(next, nextOrder++), timer);
            }
            scheduler.signal(timer);
            Kdpc dpc = timer.dpc();
            if (dpc != null) {
                dpcs.insert(dpc, null, null);
            }
        }
    }
}
