package dev.dreq.tools.drivers.busmaster;

/**
 * How a buffer's logical addresses are got, and how the engine is told of them. An engine without
 * scatter/gather is told of one range, whatever the path.
 */
public enum TransferPath {
    /** One MapTransfer for each operation; the engine is given one range. */
    SINGLE,
    /** MapTransfer until the operation is mapped; the engine is given a scatter/gather table. */
    SG,
    /** GetScatterGatherList for each operation; the engine is given a scatter/gather table. */
    SG_LIST,
    /** MapTransfer until the operation is mapped; the engine is given ring entries. */
    RING
}
