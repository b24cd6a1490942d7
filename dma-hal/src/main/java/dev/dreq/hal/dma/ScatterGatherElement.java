package dev.dreq.hal.dma;

import dev.dreq.hal.ke.SystemObject;

/** SCATTER_GATHER_ELEMENT: a range of logical addresses. */
public interface ScatterGatherElement extends SystemObject {

    /** Address: where the device finds the bytes. */
    long logicalAddress();

    /** Length in bytes, unsigned. */
    int length();
}
