package dev.dreq.hal.io;

import dev.dreq.hal.ke.Kdpc;
import org.jspecify.annotations.Nullable;

/** IO_DPC_ROUTINE: finishes what an ISR began. Called at DISPATCH_LEVEL. */
@FunctionalInterface
public interface DpcForIsr {

    /** The arguments are those of the {@link Io#requestDpc} that queued it. */
    void dpcForIsr(
            Kdpc dpc, DeviceObject deviceObject, @Nullable Irp irp, @Nullable Object context);
}
