package dev.dreq.hal.dma;

import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.IoAllocationAction;
import org.jspecify.annotations.Nullable;

/** A place in the line for a channel. */
interface ChannelRequest {

    /** The adapter through which the channel was asked for. */
    AdapterObject adapter();

    /** The device object for which it was asked for. */
    DeviceObject deviceObject();

    /** By what it can be cancelled; null before version 3. */
    @Nullable TransferContext transferContext();

    /** How many map registers were asked for. */
    int registers();

    /** The channel and the registers are there; says what becomes of them. At DISPATCH_LEVEL. */
    IoAllocationAction granted(RegisterAllocation registers, AdapterControl adapterControl);

    /** The registers go on without the channel. */
    void keep(RegisterAllocation registers);

    /** All was given back, or the request was cancelled before it got anything. */
    void ended();
}
