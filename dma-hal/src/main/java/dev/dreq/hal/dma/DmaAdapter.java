package dev.dreq.hal.dma;

import dev.dreq.hal.ke.SystemObject;

/** DMA_ADAPTER: a driver's way to move data to and from its device. Made by IoGetDmaAdapter. */
public interface DmaAdapter extends SystemObject {

    /** Always 1, whatever version of the operations is behind {@link #dmaOperations}. */
    default int version() {
        return 1;
    }

    /** Bytes of the structure as far as drivers see it. */
    default int size() {
        return 16;
    }

    /** The routines for this adapter, which is the first argument of each. */
    DmaOperations dmaOperations();
}
