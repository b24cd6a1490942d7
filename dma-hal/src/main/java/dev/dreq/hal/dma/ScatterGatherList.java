package dev.dreq.hal.dma;

import dev.dreq.hal.ke.SystemObject;

/**
 * SCATTER_GATHER_LIST: where a device finds a buffer, in the buffer's order. Valid until
 * PutScatterGatherList.
 */
public interface ScatterGatherList extends SystemObject {

    /** NumberOfElements. */
    int numberOfElements();

    /** Elements[index]. */
    ScatterGatherElement elements(int index);
}
