package dev.dreq.hal.video;

/**
 * VP_DEVICE_DESCRIPTION: what a miniport tells VideoPortGetDmaAdapter about its device.
 *
 * @param scatterGather whether the device takes a list
 * @param dma32BitAddresses whether it reaches 4 GiB
 * @param dma64BitAddresses whether it reaches everything
 * @param maximumLength the most bytes that it moves in one operation, unsigned, more than 0
 */
public record VpDeviceDescription(
        boolean scatterGather,
        boolean dma32BitAddresses,
        boolean dma64BitAddresses,
        int maximumLength) {}
