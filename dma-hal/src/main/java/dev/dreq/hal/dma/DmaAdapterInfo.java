package dev.dreq.hal.dma;

import dev.dreq.hal.ke.SystemObject;

/** DMA_ADAPTER_INFO, to be filled by GetDmaAdapterInfo. Made by {@link Dma#newAdapterInfo}. */
public interface DmaAdapterInfo extends SystemObject {

    /** DMA_ADAPTER_INFO_VERSION1. */
    int VERSION1 = 1;

    /**
     * DMA_ADAPTER_INFO_V1.
     *
     * @param readDmaCounterAvailable whether ReadDmaCounter tells anything
     * @param scatterGatherLimit the most elements of one hardware transfer
     * @param dmaAddressWidth address bits that the device, or its controller, drives
     * @param flags none are defined
     * @param minimumTransferUnit bytes that lengths are multiples of
     */
    record V1(
            boolean readDmaCounterAvailable,
            int scatterGatherLimit,
            int dmaAddressWidth,
            int flags,
            int minimumTransferUnit) {}

    /** Which version the caller asks for. */
    int version();

    /** The answer; zeros before there was one. */
    V1 v1();

    /** Stores the answer. */
    void setV1(V1 value);
}
