package dev.dreq.hal.dma;

import dev.dreq.hal.ke.SystemObject;

/**
 * DMA_TRANSFER_CONTEXT: a request's place in the line, by which it can be cancelled; opaque to
 * drivers. Initialize it before each request; it stays until the request's channel and map
 * registers are given back. Made by {@link Dma#newTransferContext}.
 */
public interface DmaTransferContext extends SystemObject {

    /** DMA_TRANSFER_CONTEXT_SIZE_V1, in bytes. */
    int SIZE_V1 = 128;
}
