package dev.dreq.hal.dma;

import dev.dreq.hal.ke.SystemObject;

/**
 * The PVOID that AllocateAdapterChannelEx stores a map register base in. Made by {@link
 * Dma#newMapRegisterBase}.
 */
public interface PmapRegisterBase extends SystemObject {

    /** The base; 0 before one was stored. */
    long get();

    /** Stores a base. */
    void set(long value);
}
