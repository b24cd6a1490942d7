package dev.dreq.hal.dma;

import dev.dreq.hal.ke.SystemObject;

/**
 * PPHYSICAL_ADDRESS: an OUT address that a routine is handed by pointer. Made by {@link
 * Dma#newPhysicalAddress}.
 */
public interface PphysicalAddress extends SystemObject {

    /** The address. */
    long get();

    /** Stores the address. */
    void set(long value);
}
