package dev.dreq.plugin.dma;

/** Which way a DMA transfer moves data. */
public enum DmaDirection {
    /** From the device into memory; the 8237 calls it a write transfer. */
    TO_MEMORY,
    /** From memory to the device; the 8237 calls it a read transfer. */
    FROM_MEMORY,
    /** Addresses and counts advance, no data moves. */
    VERIFY
}
