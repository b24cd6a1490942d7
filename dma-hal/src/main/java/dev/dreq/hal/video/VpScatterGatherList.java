package dev.dreq.hal.video;

import dev.dreq.hal.ke.SystemObject;

/**
 * VP_SCATTER_GATHER_LIST: where the device finds the bytes of one operation, in the buffer's order.
 * Valid until VideoPortCompleteDma.
 */
public interface VpScatterGatherList extends SystemObject {

    /** NumberOfElements; 1 for a device that takes no list. */
    int numberOfElements();

    /** Elements[index]. */
    VpScatterGatherElement elements(int index);
}
