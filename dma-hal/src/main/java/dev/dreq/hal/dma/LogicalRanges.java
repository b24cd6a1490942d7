package dev.dreq.hal.dma;

/** Who is told of a buffer's ranges of logical addresses, in order. */
interface LogicalRanges {

    /** Whether a range that lies from a physical address on can still be taken. */
    boolean takes(long address);

    /**
     * A range is mapped.
     *
     * @param address where it lies
     * @param logical where the device sees it
     */
    void add(long address, long logical, long length);

    /** As {@link #add(long, long, long)}. */
    default void add(Mapping range) {
        add(range.address(), range.logical(), range.length());
    }
}
