package dev.dreq.hal.video;

import org.jspecify.annotations.Nullable;

/** HwVidDpcRoutine. Called at DISPATCH_LEVEL, once for each time it was queued. */
@FunctionalInterface
public interface HwVidDpcRoutine {

    /** Does what the ISR may not do, such as VideoPortCompleteDma. */
    void dpc(Object hwDeviceExtension, @Nullable Object context);
}
