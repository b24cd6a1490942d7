package dev.dreq.hal.dma;

/** Who is told of a buffer's ranges of logical addresses, in order. */
interface LogicalRanges {

    /** Whether a range that lies from a physical address on can still be taken. */
    boolean takes(long address);

    /** A range is mapped. */
    void add(Mapping range);
}
