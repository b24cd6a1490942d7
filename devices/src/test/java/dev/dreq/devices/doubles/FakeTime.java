package dev.dreq.devices.doubles;

import dev.dreq.plugin.time.Clock;
import dev.dreq.plugin.time.Timer;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Time that stands still unless a test moves it, and the signals of an instant in their order. A
 * timer armed for now is a signal, as on a machine.
 */
public final class FakeTime implements Clock {

    private final ArrayDeque<Runnable> signals = new ArrayDeque<>();
    private final Map<String, FakeTimer> timers = new LinkedHashMap<>();
    private long now;
    private long armings;

    @Override
    public long now() {
        return now;
    }

    @Override
    public Timer timer(String name, Runnable action) {
        FakeTimer timer = new FakeTimer(action);
        if (timers.put(name, timer) != null) {
            throw new IllegalArgumentException("two timers are named " + name);
        }
        return timer;
    }

    /** Runs something when all that is queued now has run. */
    public void signal(Runnable action) {
        signals.add(action);
    }

    /**
     * Runs the oldest signal or, when there is none, moves to the next deadline up to {@code end}
     * and runs the first of its timers; false if there is nothing to run.
     */
    public boolean runNext(long end) {
        if (signals.isEmpty()) {
            List<FakeTimer> armed =
                    timers.values().stream()
                            .filter(timer -> timer.armed && timer.deadline <= end)
                            .sorted(
                                    Comparator.comparingLong((FakeTimer timer) -> timer.deadline)
                                            .thenComparingLong(timer -> timer.order))
                            .toList();
            if (armed.isEmpty()) {
                return false;
            }
            long deadline = armed.get(0).deadline;
            now = Math.max(now, deadline);
            armed.stream().filter(timer -> timer.deadline == deadline).forEach(signals::add);
        }
        signals.remove().run();
        return true;
    }

    /** Lets time stand at {@code time}, which no timer comes before. */
    public void passTo(long time) {
        now = Math.max(now, time);
    }

    /** Whether any timer is armed. */
    public boolean anyTimerArmed() {
        return timers.values().stream().anyMatch(timer -> timer.armed);
    }

    /** Takes all deadlines back, as the reset of a machine does. */
    public void cancelAll() {
        timers.values().forEach(FakeTimer::cancel);
    }

    /** Takes over the time and the timers of another, as a machine restores them. */
    public void restoreFrom(FakeTime other) {
        now = other.now;
        armings = other.armings;
        cancelAll();
        other.timers.forEach(
                (name, theirs) -> {
                    FakeTimer timer = timers.get(name);
                    if (timer == null) {
                        throw new IllegalStateException("no timer is named " + name);
                    }
                    timer.armed = theirs.armed;
                    timer.deadline = theirs.deadline;
                    timer.order = theirs.order;
                    if (other.signals.contains(theirs)) {
                        signals.add(timer);
                    }
                });
    }

    private final class FakeTimer implements Timer, Runnable {

        private final Runnable action;
        private boolean armed;
        private long deadline;
        private long order;

        FakeTimer(Runnable action) {
            this.action = action;
        }

        @Override
        public void arm(long at) {
            cancel();
            deadline = at;
            order = armings++;
            armed = true;
            if (at <= now) {
                signals.add(this);
            }
        }

        @Override
        public void armIn(long delay) {
            arm(now + Math.max(0, delay));
        }

        @Override
        public void cancel() {
            armed = false;
            signals.remove(this);
        }

        @Override
        public boolean armed() {
            return armed;
        }

        @Override
        public void run() {
            armed = false;
            action.run();
        }
    }
}
