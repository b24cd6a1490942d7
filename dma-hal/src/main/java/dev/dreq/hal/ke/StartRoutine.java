package dev.dreq.hal.ke;

import org.jspecify.annotations.Nullable;

/**
 * KSTART_ROUTINE: what a system thread does. Entered at PASSIVE_LEVEL; returning ends the thread.
 */
@FunctionalInterface
public interface StartRoutine {

    /** Runs the thread. */
    void start(@Nullable Object startContext);
}
