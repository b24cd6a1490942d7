package dev.dreq.hal.ke;

import org.jspecify.annotations.Nullable;

/** KSYNCHRONIZE_ROUTINE: what must not be disturbed by an ISR. Called at its synchronize IRQL. */
@FunctionalInterface
public interface SynchronizeRoutine {

    /** Returns what {@link Ke#synchronizeExecution} is to return. */
    boolean synchronize(@Nullable Object synchronizeContext);
}
