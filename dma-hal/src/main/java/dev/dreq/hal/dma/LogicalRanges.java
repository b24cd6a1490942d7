package dev.dreq.hal.dma;

/** Who is told of a buffer's ranges of logical addresses, in order. */
@FunctionalInterface
interface LogicalRanges {

    /** {@code length} bytes at a logical address. */
    void add(long address, long length);
}
