package dev.dreq.hal.dma;

import dev.dreq.hal.io.IoAllocationAction;

/** A place in the line for a channel. */
interface ChannelRequest {

    /** The adapter through which the channel was asked for. */
    AdapterObject adapter();

    /** How many map registers were asked for. */
    int registers();

    /** The channel and the registers are there; says what becomes of them. At DISPATCH_LEVEL. */
    IoAllocationAction granted(RegisterAllocation registers, AdapterControl adapterControl);

    /** The registers go on without the channel. */
    void keep(RegisterAllocation registers);
}
