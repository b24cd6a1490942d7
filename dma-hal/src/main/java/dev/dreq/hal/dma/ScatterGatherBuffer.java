package dev.dreq.hal.dma;

/**
 * A driver's own memory for a scatter/gather list, read as the list that a routine has left there.
 * Made by {@link Dma#newScatterGatherBuffer}.
 */
public interface ScatterGatherBuffer extends ScatterGatherList {

    /** For the DMA services only: an empty list. */
    void clear();

    /** For the DMA services only: one more element, of {@code length} bytes, unsigned. */
    void add(long logicalAddress, int length);

    /**
     * For the DMA services only: another list, of the first {@code count} of so many addresses and
     * lengths.
     */
    default void set(long[] logicalAddresses, int[] lengths, int count) {
        clear();
        for (int i = 0; i < count; i++) {
            add(logicalAddresses[i], lengths[i]);
        }
    }
}
