package dev.dreq.hal.dma;

import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.WaitContextBlock;

/**
 * A place in the line for a channel.
 *
 * @param adapter through which the channel was asked for
 * @param deviceObject for which it was asked for
 * @param waitBlock what is to be done when it is granted; taken until the AdapterControl routine
 *     has returned
 */
record ChannelRequest(
        AdapterObject adapter, DeviceObject deviceObject, WaitContextBlock waitBlock) {}
