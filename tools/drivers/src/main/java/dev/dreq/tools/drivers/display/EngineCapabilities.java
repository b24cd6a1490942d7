package dev.dreq.tools.drivers.display;

import dev.dreq.hal.video.VpDeviceDescription;

/**
 * What an engine can do.
 *
 * @param addressWidth bits of a host address, 32 or 64
 * @param scatterGather whether it takes a table
 * @param maxEntries the most entries of a table
 * @param maxLength the most bytes of a command
 */
record EngineCapabilities(int addressWidth, boolean scatterGather, int maxEntries, int maxLength) {
    private static final int SG_PRESENT = 1 << 8;

    /** From DMA_CAPS and DMA_MAXLEN. */
    static EngineCapabilities of(int caps, int maxLength) {
        return new EngineCapabilities(
                caps & 0xff, (caps & SG_PRESENT) != 0 && caps >>> 16 != 0, caps >>> 16, maxLength);
    }

    /** What VideoPortGetDmaAdapter is told. */
    VpDeviceDescription description() {
        return new VpDeviceDescription(scatterGather, true, addressWidth == 64, maxLength);
    }
}
