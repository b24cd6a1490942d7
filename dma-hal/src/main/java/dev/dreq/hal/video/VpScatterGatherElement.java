package dev.dreq.hal.video;

import dev.dreq.hal.ke.SystemObject;

/** VP_SCATTER_GATHER_ELEMENT: a range of logical addresses. */
public interface VpScatterGatherElement extends SystemObject {

    /** Address: where the device finds the bytes. */
    long logicalAddress();

    /** Length in bytes, unsigned. */
    int length();
}
