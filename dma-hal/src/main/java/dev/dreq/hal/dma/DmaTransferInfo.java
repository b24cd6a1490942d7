package dev.dreq.hal.dma;

import dev.dreq.hal.ke.SystemObject;

/** DMA_TRANSFER_INFO, to be filled by GetDmaTransferInfo. Made by {@link Dma#newTransferInfo}. */
public interface DmaTransferInfo extends SystemObject {

    /** DMA_TRANSFER_INFO_VERSION1: all but LogicalPageCount. */
    int VERSION1 = 1;

    /** DMA_TRANSFER_INFO_VERSION2. */
    int VERSION2 = 2;

    /**
     * DMA_TRANSFER_INFO_V2, of which V1 is the first three.
     *
     * @param mapRegisterCount pages that the buffer touches, MDL by MDL
     * @param scatterGatherElementCount elements of its list at most
     * @param scatterGatherListSize bytes of such a list
     * @param logicalPageCount version 2: pages of logical addresses, 0 in version 1
     */
    record V2(
            int mapRegisterCount,
            int scatterGatherElementCount,
            int scatterGatherListSize,
            int logicalPageCount) {}

    /** Which version the caller asks for. */
    int version();

    /** The answer; zeros before there was one. */
    V2 v2();

    /** Stores the answer. */
    void setV2(V2 value);
}
