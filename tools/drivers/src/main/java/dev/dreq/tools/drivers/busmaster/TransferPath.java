package dev.dreq.tools.drivers.busmaster;

/** How a buffer's logical addresses are got, and how the engine is told of them. */
public enum TransferPath {
    /** One MapTransfer for each operation; the engine is given one range. */
    SINGLE,
    /** MapTransfer until the operation is mapped; the engine is given a scatter/gather table. */
    SG,
    /** GetScatterGatherList for each operation; the engine is given a scatter/gather table. */
    SG_LIST,
    /** MapTransfer until the operation is mapped; the engine is given ring entries. */
    RING;

    /** Whether the device is described to IoGetDmaAdapter as one that takes several ranges. */
    boolean scatterGather() {
        return this != SINGLE;
    }
}
