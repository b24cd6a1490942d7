package dev.dreq.machine.time;

import dev.dreq.plugin.cpu.CpuBus.Idle;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides what runs next. Everything that happens on a machine happens in a <em>turn</em>: an
 * access of the processor, or a stretch of time that passes. What a handler raises during a turn is
 * queued as a signal and delivered, in order, after the handler has returned and before the turn
 * ends; so handlers never nest.
 *
 * <p>A turn delivers at most {@value #SIGNALS_PER_TURN} signals and moves about {@value
 * #DMA_PER_TURN} bytes by DMA (it ends after the signal that passes the limit). The rest stays
 * queued and goes first in the next turn. While time passes, the rest is delivered at the same
 * instant for {@value #TURNS_PER_INSTANT} turns; then time goes on all the same, so that signals
 * that raise each other for ever stop nothing but themselves.
 */
public final class Sequencer {

    static final int SIGNALS_PER_TURN = 10_000;
    static final long DMA_PER_TURN = 64L << 20;
    static final int TURNS_PER_INSTANT = 16;
    static final int INSTANTS_WITHOUT_END = 1_000_000;
    static final int INSTANTS_PER_WAIT = 10_000_000;
    static final int SIGNALS_WITHOUT_END = 1_000_000;

    private final ArrayDeque<Signal> signals = new ArrayDeque<>();
    private final TimerQueue timers = new TimerQueue();
    private long now;
    private boolean inTurn;
    private int signalsLeft;
    private long dmaLeft;
    private boolean interrupted;
    private @Nullable Throwable thrownBySoftware;

    /** The later of two points in time that far apart; time never wraps. */
    static long later(long time, long delay) {
        return time > Long.MAX_VALUE - delay ? Long.MAX_VALUE : time + delay;
    }

    /** Virtual time in nanoseconds. */
    public long now() {
        return now;
    }

    TimerQueue timers() {
        return timers;
    }

    /** Begins an access of the processor: delivers what an earlier turn left over. */
    public void begin() {
        enter();
        boolean begun = false;
        try {
            deliver();
            if (timers.due(now)) {
                pass(now);
            }
            begun = true;
        } finally {
            inTurn = begun;
        }
    }

    private void enter() {
        if (inTurn) {
            throw new IllegalStateException(
                    "the machine was accessed from inside one of its own handlers or listeners");
        }
        inTurn = true;
        refill();
    }

    private void refill() {
        signalsLeft = SIGNALS_PER_TURN;
        dmaLeft = DMA_PER_TURN;
    }

    /**
     * Ends an access: delivers the signals it raised, lets its time pass, and runs what became due.
     *
     * @param cost of the access in nanoseconds, 0 for none
     */
    public void end(long cost) {
        try {
            if (!signals.isEmpty()) {
                deliver();
            }
            if (cost > 0) {
                pass(later(now, cost));
            }
        } finally {
            inTurn = false;
        }
        rethrow();
    }

    /**
     * Lets time pass within a turn, as far as the turn's limits reach; what is overdue then runs in
     * the next turn.
     */
    private void pass(long target) {
        while (timers.due(target) && withinLimits()) {
            step();
            deliver();
        }
        now = target;
    }

    /** Moves time to the next deadline and queues all timers that have it, in their order. */
    private void step() {
        long deadline = timers.nextDeadline();
        now = Math.max(now, deadline);
        while (timers.nextDeadline() == deadline) {
            timers.removeFirst().due();
        }
    }

    private boolean withinLimits() {
        return signalsLeft > 0 && dmaLeft > 0;
    }

    private void deliver() {
        while (withinLimits()) {
            Signal signal = signals.poll();
            if (signal == null) {
                return;
            }
            signalsLeft--;
            signal.deliver();
        }
    }

    /** Delivers all signals of this instant, or as many as an instant may have. */
    private void settleInstant() {
        for (int turn = 0; turn < TURNS_PER_INSTANT && !signals.isEmpty(); turn++) {
            refill();
            deliver();
        }
    }

    /**
     * Nothing but the signals that are left can happen any more: delivers them until they have
     * called or armed somebody. False if there are none, or no end of them.
     */
    private boolean signalsSettle() {
        for (int left = SIGNALS_WITHOUT_END; !signals.isEmpty(); left -= SIGNALS_PER_TURN) {
            if (left <= 0) {
                return false;
            }
            refill();
            deliver();
            if (interrupted || timers.nextDeadline() != Long.MAX_VALUE) {
                return true;
            }
        }
        return false;
    }

    /** Delivers what was raised from outside of any access. Does nothing inside a turn. */
    public void settle() {
        if (!inTurn && !signals.isEmpty()) {
            begin();
            end(0);
        }
    }

    /**
     * Lets time pass until a listener is called or the deadline is reached, as {@code CpuBus.idle}
     * has it. Without a deadline the answer is NEVER also when what is pending goes on for ever and
     * calls nobody: {@value #SIGNALS_WITHOUT_END} signals that raise each other with no timer
     * armed, or {@value #INSTANTS_WITHOUT_END} deadlines in a row. With one, {@value
     * #INSTANTS_PER_WAIT} deadlines in a row are the most: then time goes on to the deadline all
     * the same, and what is overdue is late. The device that is first among it is told on.
     */
    public Idle idle(long deadline) {
        enter();
        Idle why;
        try {
            why = idleInTurn(deadline);
        } finally {
            inTurn = false;
        }
        rethrow();
        return why;
    }

    private Idle idleInTurn(long deadline) {
        boolean withoutEnd = deadline == Long.MAX_VALUE;
        settleInstant();
        for (int instants = 0; !interrupted; instants++) {
            if (!timers.due(deadline)) {
                if (!withoutEnd || !signalsSettle()) {
                    break;
                }
            } else if (withoutEnd && instants >= INSTANTS_WITHOUT_END) {
                break;
            } else if (instants >= INSTANTS_PER_WAIT) {
                outrun();
                break;
            } else {
                step();
                settleInstant();
            }
        }
        if (interrupted) {
            interrupted = false;
            return Idle.INTERRUPT;
        }
        if (deadline == Long.MAX_VALUE) {
            return Idle.NEVER;
        }
        now = Math.max(now, deadline);
        return Idle.DEADLINE;
    }

    /**
     * Lets time pass up to {@code target}, running what becomes due on the way at its own deadline;
     * at most {@value #INSTANTS_PER_WAIT} deadlines, as {@link #idle} does.
     */
    public void advanceTo(long target) {
        enter();
        try {
            settleInstant();
            for (int instants = 0; timers.due(target); instants++) {
                if (instants >= INSTANTS_PER_WAIT) {
                    outrun();
                    break;
                }
                step();
                settleInstant();
            }
            now = Math.max(now, target);
        } finally {
            inTurn = false;
        }
        rethrow();
    }

    /** Time goes on past timers that have no end of deadlines. */
    private void outrun() {
        timers.first()
                .tell(
                        "its timers have had part in %d deadlines of one wait; time goes on, and they are late"
                                .formatted(INSTANTS_PER_WAIT));
    }

    /**
     * When the next thing happens by itself: now when signals wait, {@link Long#MAX_VALUE} when
     * nothing is pending.
     */
    public long nextDeadline() {
        return signals.isEmpty() ? Math.max(now, timers.nextDeadline()) : now;
    }

    /**
     * Runs something as a turn of its own, such as a reset of all devices. What waits goes behind
     * it.
     */
    public void turn(Runnable work) {
        enter();
        try {
            work.run();
        } finally {
            end(0);
        }
    }

    /** As {@link #turn(Runnable)}, with a result. */
    public <T> T turn(Supplier<T> work) {
        enter();
        try {
            return work.get();
        } finally {
            end(0);
        }
    }

    /**
     * Does something while the machine stands still: nothing is delivered, no access is possible.
     */
    public void standStill(Runnable work) {
        enter();
        try {
            work.run();
        } finally {
            inTurn = false;
        }
    }

    /** Queues a signal. Outside a turn it waits for the next one. */
    public void post(Signal signal) {
        signals.add(signal);
    }

    /** Takes a queued signal back. */
    public void withdraw(Signal signal) {
        signals.remove(signal);
    }

    /** Takes all queued signals back. Their owners forget them, too. */
    public void withdrawAll() {
        signals.clear();
    }

    /** Counts bytes moved by DMA against the limit of the turn. */
    public void countDma(long bytes) {
        dmaLeft -= bytes;
    }

    /** Notes that a listener of the processor was called. */
    public void interrupted() {
        interrupted = true;
    }

    /**
     * Keeps what software threw in a call-back, past the devices that led to it, until the turn
     * ends.
     */
    public void thrownBySoftware(Throwable thrown) {
        if (thrownBySoftware == null) {
            thrownBySoftware = thrown;
        }
    }

    private void rethrow() {
        Throwable thrown = thrownBySoftware;
        if (thrown != null) {
            thrownBySoftware = null;
            Sequencer.<RuntimeException>sneak(thrown);
        }
    }

    @SuppressWarnings(
            "unchecked") // call-backs declare no checked exception, so that none comes here
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    /**
     * The armed timers in the order in which they will fire, without those that already wait as
     * signals.
     */
    public List<DeviceTimer> armedTimers() {
        return timers.inOrder();
    }

    /** The queued signals in order. */
    public List<Signal> queuedSignals() {
        return List.copyOf(signals);
    }

    /** Sets the time of a machine that is being restored. */
    public void restore(long savedNow, boolean savedInterrupted) {
        now = savedNow;
        interrupted = savedInterrupted;
    }

    /** Whether a listener was called since the last {@link #idle}. */
    public boolean isInterrupted() {
        return interrupted;
    }
}
