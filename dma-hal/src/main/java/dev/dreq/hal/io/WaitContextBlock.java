package dev.dreq.hal.io;

import org.jspecify.annotations.Nullable;

/** WAIT_CONTEXT_BLOCK: what a device object brings to wait for an adapter channel. */
public interface WaitContextBlock {

    /** Who is called when the channel is granted; null while nothing is asked. */
    @Nullable DriverControl deviceRoutine();

    /** The last argument of the call. */
    @Nullable Object deviceContext();

    /** How many map registers were asked for. */
    int numberOfMapRegisters();

    /** The device object's current IRP when they were asked for. */
    @Nullable Irp currentIrp();

    /** Asks. For AllocateAdapterChannel only. */
    void set(
            DriverControl deviceRoutine,
            @Nullable Object deviceContext,
            int numberOfMapRegisters,
            @Nullable Irp currentIrp);

    /** Asks for nothing any more. */
    void clear();
}
