package dev.dreq.hal.video;

import dev.dreq.hal.ke.SystemObject;

/** VP_DMA_ADAPTER: a miniport's way to move data; opaque. Made by VideoPortGetDmaAdapter. */
public interface VpDmaAdapter extends SystemObject {}
