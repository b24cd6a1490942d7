package dev.dreq.tools.testkit.bus;

import dev.dreq.plugin.time.Clock;
import dev.dreq.plugin.time.Timer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Time that stands still unless a test lets it pass, and the signals of an instant in their order.
 * As on a machine, a timer armed for now is a signal: it fires after the running handler.
 */
public final class FakeClock implements Clock {

    /** How many signals and deadlines one {@link #settle} or {@link #pass} runs at most. */
    public static final int MOST_SIGNALS = 100_000;

    private final ArrayDeque<Runnable> signals = new ArrayDeque<>();
    private final Map<String, FakeTimer> timers = new LinkedHashMap<>();
    private long now;
    private long armings;
    private boolean running;

    /** A clock at zero. */
    public FakeClock() {}

    @Override
    public long now() {
        return now;
    }

    @Override
    public Timer timer(String name, Runnable action) {
        FakeTimer timer = new FakeTimer(name, action);
        if (timers.putIfAbsent(name, timer) != null) {
            throw new SlotMisuse(SlotMisuse.Of.TIMER, "two timers are named " + name);
        }
        return timer;
    }

    /** Has something happen at a point in time, in nanoseconds; at once if that is past. */
    public void at(long time, Runnable action) {
        timer("at %d, %d".formatted(time, armings), action).arm(time);
    }

    /** Queues a signal: it runs when all that is queued now has run. */
    public void signal(Runnable action) {
        signals.add(action);
    }

    /**
     * Runs the signals that wait, as a machine does when an access ends. Does nothing inside a
     * signal.
     *
     * @throws EndlessWork after {@value #MOST_SIGNALS}
     */
    public void settle() {
        run(now);
    }

    /**
     * Lets nanoseconds pass and runs what becomes due on the way, each at its own time.
     *
     * @throws EndlessWork after {@value #MOST_SIGNALS} signals and deadlines
     */
    public void pass(long nanos) {
        passTo(later(now, nanos));
    }

    /** As {@link #pass}, up to a point in time. */
    public void passTo(long time) {
        run(time);
        now = Math.max(now, time);
    }

    private void run(long end) {
        if (running) {
            return;
        }
        running = true;
        try {
            for (int done = 0; runNext(end); done++) {
                if (done == MOST_SIGNALS) {
                    throw new EndlessWork(
                            "%d signals and deadlines up to %d ns, and no end of them"
                                    .formatted(done, now));
                }
            }
        } finally {
            running = false;
        }
    }

    private boolean runNext(long end) {
        if (signals.isEmpty()) {
            long deadline = nextDeadline();
            if (deadline > end || !anythingArmed()) {
                return false;
            }
            now = Math.max(now, deadline);
            timers.values().stream()
                    .filter(timer -> timer.armed && timer.deadline == deadline)
                    .sorted(Comparator.comparingLong(timer -> timer.order))
                    .forEach(signals::add);
        }
        signals.remove().run();
        return true;
    }

    /** When the next timer is due; {@link Long#MAX_VALUE} when none is armed. */
    public long nextDeadline() {
        return anyArmed().map(timer -> timer.deadline).orElse(Long.MAX_VALUE);
    }

    /** Whether any timer is armed. */
    public boolean anythingArmed() {
        return anyArmed().isPresent();
    }

    private Optional<FakeTimer> anyArmed() {
        FakeTimer first = null;
        for (FakeTimer timer : timers.values()) {
            if (timer.armed && (first == null || timer.deadline < first.deadline)) {
                first = timer;
            }
        }
        return Optional.ofNullable(first);
    }

    /** The timers that are armed, as {@code name at deadline}, in the order of their names. */
    public List<String> armed() {
        return timers.values().stream()
                .filter(timer -> timer.armed)
                .map(timer -> "%s at %d".formatted(timer.name, timer.deadline))
                .sorted()
                .toList();
    }

    /** The names of all timers that were made, in that order. */
    public List<String> timers() {
        return List.copyOf(timers.keySet());
    }

    /** Takes all deadlines and signals back, as the reset of a machine does. */
    public void drop() {
        signals.clear();
        timers.values().forEach(FakeTimer::cancel);
    }

    /**
     * Takes over the time and the deadlines of another clock, as a machine that is restored: the
     * timers go by their names, and what the devices did while they were made is forgotten.
     *
     * @throws SlotMisuse if a timer that is armed there has not been made here
     */
    void restore(FakeClock other) {
        drop();
        now = other.now;
        armings = other.armings;
        for (FakeTimer theirs : other.timers.values()) {
            if (theirs.armed) {
                madeAgain(theirs.name).takeOver(theirs);
            }
        }
        List<Runnable> waiting = new ArrayList<>(other.signals);
        other.timers.values().stream()
                .filter(waiting::contains)
                .sorted(Comparator.comparingInt(waiting::indexOf))
                .forEach(theirs -> signals.add(madeAgain(theirs.name)));
    }

    private FakeTimer madeAgain(String name) {
        FakeTimer timer = timers.get(name);
        if (timer == null) {
            throw new SlotMisuse(
                    SlotMisuse.Of.TIMER,
                    "timer %s is armed and was not made again; there are %s"
                            .formatted(name, timers()));
        }
        return timer;
    }

    private static long later(long time, long nanos) {
        return time > Long.MAX_VALUE - nanos ? Long.MAX_VALUE : time + nanos;
    }

    private final class FakeTimer implements Timer, Runnable {

        private final String name;
        private final Runnable action;
        private boolean armed;
        private long deadline;
        private long order;

        FakeTimer(String name, Runnable action) {
            this.name = name;
            this.action = action;
        }

        void takeOver(FakeTimer other) {
            armed = other.armed;
            deadline = other.deadline;
            order = other.order;
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
            arm(later(now, Math.max(0, delay)));
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
