package dev.dreq.hal.ke;

import org.jspecify.annotations.Nullable;

/** KTIMER. Made by {@link Ke#initializeTimer}; signaled when it expires. */
public interface Ktimer extends DispatcherObject {

    /** When it expires, in nanoseconds of the machine's time; meaningful while it is set. */
    long dueNanos();

    /** In milliseconds, 0 for a timer that expires once. */
    int period();

    /** What is queued when it expires. */
    @Nullable Kdpc dpc();

    /** Whether it is set. */
    boolean inserted();

    /** For the kernel's routines only. */
    void set(boolean inserted, long dueNanos, int period, @Nullable Kdpc dpc);
}
