package dev.dreq.hal.ke;

/**
 * Times as timers and waits take them: units of 100 ns, negative from now on, positive since the
 * machine was made.
 */
public final class DueTime {
    /** At once: a wait with it only looks. */
    public static final long IMMEDIATELY = 0;

    private DueTime() {}

    /** So many microseconds from now. */
    public static long microseconds(long count) {
        return Math.multiplyExact(count, -10L);
    }

    /** So many milliseconds from now. */
    public static long milliseconds(long count) {
        return Math.multiplyExact(count, -10_000L);
    }

    /** So many seconds from now. */
    public static long seconds(long count) {
        return Math.multiplyExact(count, -10_000_000L);
    }

    /**
     * The time in nanoseconds of the machine at which {@code dueTime}, taken at {@code now}, is
     * reached.
     */
    static long nanos(long dueTime, long now) {
        if (dueTime >= 0) {
            return dueTime > Long.MAX_VALUE / 100 ? Long.MAX_VALUE : dueTime * 100;
        }
        if (dueTime < -(Long.MAX_VALUE / 100)) {
            return Long.MAX_VALUE;
        }
        long due = now - dueTime * 100;
        return due < now ? Long.MAX_VALUE : due;
    }
}
