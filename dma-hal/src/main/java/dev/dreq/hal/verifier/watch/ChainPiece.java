package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.mm.Mdl;
import org.jspecify.annotations.Nullable;

/**
 * What MapTransferEx and FlushAdapterBuffersEx name.
 *
 * @param mdl the first of the chain
 * @param base of the map registers
 * @param offset from the start of the chain, in bytes
 */
record ChainPiece(Mdl mdl, long base, long offset, long length, boolean writeToDevice) {

    /** Its bytes; null if they do not begin in the chain. */
    @Nullable BufferPart buffer() {
        return BufferPart.at(mdl, offset, length);
    }

    /** Its first bytes. */
    ChainPiece head(long bytes) {
        return new ChainPiece(mdl, base, offset, bytes, writeToDevice);
    }

    /** Where its first byte would lie if the chain were one MDL. */
    long va() {
        return mdl.startVa() + mdl.byteOffset() + offset;
    }
}
