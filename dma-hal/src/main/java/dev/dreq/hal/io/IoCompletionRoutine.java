package dev.dreq.hal.io;

import dev.dreq.hal.ke.NtStatus;
import org.jspecify.annotations.Nullable;

/**
 * IO_COMPLETION_ROUTINE. Called at or below DISPATCH_LEVEL when a lower driver completes an IRP.
 */
@FunctionalInterface
public interface IoCompletionRoutine {

    /**
     * Returns STATUS_MORE_PROCESSING_REQUIRED to take the IRP back; anything else lets completion
     * go on.
     */
    NtStatus complete(@Nullable DeviceObject deviceObject, Irp irp, @Nullable Object context);
}
