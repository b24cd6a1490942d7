package dev.dreq.hal.dma;

import dev.dreq.hal.ke.SystemObject;
import org.jspecify.annotations.Nullable;

/**
 * PSCATTER_GATHER_LIST that a routine is handed by pointer, to be set. Made by {@link
 * Dma#newScatterGatherListPointer}.
 */
public interface PscatterGatherList extends SystemObject {

    /** The list; null before one was stored. */
    @Nullable ScatterGatherList get();

    /** Stores a list. */
    void set(@Nullable ScatterGatherList value);
}
