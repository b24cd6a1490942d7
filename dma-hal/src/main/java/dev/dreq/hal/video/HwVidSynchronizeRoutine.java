package dev.dreq.hal.video;

import org.jspecify.annotations.Nullable;

/** HwVidSynchronizeExecutionCallback. Called at the level that its priority says. */
@FunctionalInterface
public interface HwVidSynchronizeRoutine {

    /**
     * Does what must not be interrupted; what it returns, VideoPortSynchronizeExecution returns.
     */
    boolean synchronize(@Nullable Object context);
}
