package dev.dreq.hal.io;

import org.jspecify.annotations.Nullable;

/** IO_WORKITEM_ROUTINE. Called at PASSIVE_LEVEL in a system worker thread. */
@FunctionalInterface
public interface IoWorkItemRoutine {

    /** Does the work. */
    void work(DeviceObject deviceObject, @Nullable Object context);
}
