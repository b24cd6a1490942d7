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
}
