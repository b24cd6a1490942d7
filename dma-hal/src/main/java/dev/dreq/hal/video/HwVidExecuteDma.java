package dev.dreq.hal.video;

import org.jspecify.annotations.Nullable;

/** HwVidExecuteDma. Called at DISPATCH_LEVEL, perhaps before VideoPortStartDma returns. */
@FunctionalInterface
public interface HwVidExecuteDma {

    /**
     * Keeps the list and programs the device.
     *
     * @param sgList where the device finds the bytes; valid until VideoPortCompleteDma
     * @param context what VideoPortStartDma was given
     */
    void executeDma(
            Object hwDeviceExtension,
            VpDmaAdapter vpDmaAdapter,
            VpScatterGatherList sgList,
            @Nullable Object context);
}
