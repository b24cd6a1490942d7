package dev.dreq.hal.dma;

import dev.dreq.hal.ke.SystemObject;
import dev.dreq.hal.mm.Mdl;
import org.jspecify.annotations.Nullable;

/** PMDL that a routine is handed by pointer, to be set. Made by {@link Dma#newMdlPointer}. */
public interface Pmdl extends SystemObject {

    /** The MDL; null before one was stored. */
    @Nullable Mdl get();

    /** Stores an MDL. */
    void set(@Nullable Mdl value);
}
