package dev.dreq.hal.dma;

/** Who is told of a buffer's ranges of logical addresses, in order. */
interface LogicalRanges {

    /** Whether a range from a logical address on can still be taken. */
    boolean takes(long address);

    /** {@code length} bytes at a logical address. */
    void add(long address, long length);
}
