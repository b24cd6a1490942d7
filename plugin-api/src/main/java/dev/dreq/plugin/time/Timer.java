package dev.dreq.plugin.time;

/**
 * A one-shot timer of a device. Timers of equal deadline fire in the order in which they were
 * armed.
 *
 * <p>A timer armed for now or earlier fires as a <em>signal</em>: after the running handler has
 * returned and before the access that led to it returns. It is the way for a device to go on with
 * work that must not run inside a handler.
 */
public interface Timer {

    /** Sets the deadline, in nanoseconds of {@link Clock#now}, replacing an earlier one. */
    void arm(long deadline);

    /** Sets the deadline to {@code delay} nanoseconds from now; below zero counts as zero. */
    void armIn(long delay);

    /** Takes the deadline back. Does nothing when none is set. */
    void cancel();

    /** Whether a deadline is set. */
    boolean armed();
}
