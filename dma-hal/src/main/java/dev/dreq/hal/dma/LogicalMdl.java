package dev.dreq.hal.dma;

import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Mm;
import dev.dreq.hal.mm.Pages;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes a scatter/gather list by MDLs whose page frames are the device's: one MDL, and a next
 * one wherever the list leaves a page before its end.
 */
final class LogicalMdl {
    private record Piece(long address, long length) {}

    private LogicalMdl() {}

    static Mdl of(Mm mm, ScatterGatherList list, long va) {
        List<Piece> pieces = new ArrayList<>();
        Mdl chain = null;
        // From the end, so that each MDL knows the next one when it is made.
        for (int i = list.numberOfElements() - 1; i >= 0; i--) {
            ScatterGatherElement element = list.elements(i);
            pieces.add(
                    0,
                    new Piece(element.logicalAddress(), Integer.toUnsignedLong(element.length())));
            if (i == 0 || !goesOn(list.elements(i - 1), element)) {
                chain = mdl(mm, pieces, va, chain);
                pieces.clear();
            }
        }
        if (chain == null) {
            throw new IllegalStateException("a list without elements: " + list.address());
        }
        return chain;
    }

    private static boolean goesOn(ScatterGatherElement before, ScatterGatherElement element) {
        long end = before.logicalAddress() + Integer.toUnsignedLong(before.length());
        return Pages.byteOffset(end) == 0 && Pages.byteOffset(element.logicalAddress()) == 0;
    }

    private static Mdl mdl(Mm mm, List<Piece> pieces, long va, @Nullable Mdl next) {
        long length = 0;
        for (Piece piece : pieces) {
            length += piece.length;
        }
        long start = Pages.pageAlign(va) + Pages.byteOffset(pieces.get(0).address);
        Mdl mdl = mm.createMdl(start, (int) length);
        int page = 0;
        for (Piece piece : pieces) {
            long pages = Pages.addressAndSizeToSpanPages(piece.address, piece.length);
            for (long i = 0; i < pages; i++) {
                mdl.setPfn(page++, Pages.number(piece.address) + i);
            }
        }
        mdl.setMdlFlags(Mdl.MDL_PARTIAL);
        mdl.setNext(next);
        return mdl;
    }
}
