package dev.dreq.hal.dma;

import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pages;
import dev.dreq.hal.verifier.Rule;

/** What must hold of a buffer before it is mapped or flushed. */
final class BufferRules {
    private BufferRules() {}

    /** Every routine that maps a buffer asks this of each of its MDLs. */
    static void requireLocked(Mdl mdl, String routine) {
        if (!mdl.describesResidentPages()) {
            throw Rule.BUFFER_NOT_LOCKED.stop(
                    mdl.address(),
                    mdl.mdlFlags(),
                    0,
                    routine
                            + " of an MDL without locked pages; call MmProbeAndLockPages or"
                            + " MmBuildMdlForNonPagedPool first");
        }
    }

    /** As {@link #requireLocked(Mdl, String)}, of all MDLs that a buffer lies in. */
    static void requireLocked(MdlChain buffer, String routine) {
        for (MdlChain.Part part : buffer.parts()) {
            requireLocked(part.mdl(), routine);
        }
    }

    /** There is something to map. */
    static void requireBytes(long length, long place, Mdl mdl, String routine) {
        if (length == 0) {
            throw Rule.ZERO_LENGTH.stop(
                    place, mdl.address(), 0, routine + " of 0 bytes; there is nothing to map");
        }
    }

    /**
     * The bytes lie inside the MDL, or reach beyond it into the rest of its last page, which is
     * tolerated.
     */
    static void requireInside(Mdl mdl, long currentVa, long length, String routine) {
        long start = mdl.startVa() + mdl.byteOffset();
        long offset = currentVa - start;
        long byteCount = Integer.toUnsignedLong(mdl.byteCount());
        int rule = 0;
        if (offset < 0) {
            rule = 1;
        } else if (offset >= byteCount) {
            rule = 2;
        } else if (currentVa + length > Pages.roundToPages(start + byteCount)) {
            rule = 3;
        }
        if (rule != 0) {
            throw Rule.OUTSIDE_MDL.stop(
                    rule,
                    rule == 3 ? mdl.address() : currentVa,
                    rule == 3 ? length : mdl.address(),
                    ("%s of 0x%x bytes at 0x%x, but the MDL describes 0x%x bytes at 0x%x;"
                                    + " begin at MmGetMdlVirtualAddress")
                            .formatted(routine, length, currentVa, byteCount, start));
        }
    }
}
