package dev.dreq.hal.ke;

import org.jspecify.annotations.Nullable;

/** KDEFERRED_ROUTINE. Called at DISPATCH_LEVEL on whatever thread runs. */
@FunctionalInterface
public interface DeferredRoutine {

    /** Runs once for each time it was queued. */
    void deferred(
            Kdpc dpc,
            @Nullable Object deferredContext,
            @Nullable Object systemArgument1,
            @Nullable Object systemArgument2);
}
