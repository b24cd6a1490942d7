package dev.dreq.hal.video;

/** HwVidStartDma. Reserved; never called. */
@FunctionalInterface
public interface HwVidStartDma {

    /** Never called. */
    HwDmaReturn startDma(Object hwDeviceExtension);
}
