package dev.dreq.hal.dma;

import dev.dreq.hal.mm.Mdl;

/**
 * What a MapTransferEx has mapped.
 *
 * @param mdl the first of the chain
 * @param offset from the start of the chain, in bytes
 * @param buffer the bytes that were mapped
 */
record MappedChain(Mdl mdl, long offset, MdlChain buffer, boolean writeToDevice) {

    /** Whether a flush names exactly this. */
    boolean is(Mdl otherMdl, long otherOffset, long length, boolean otherWrite) {
        return otherMdl == mdl
                && otherOffset == offset
                && length == buffer.length()
                && otherWrite == writeToDevice;
    }
}
