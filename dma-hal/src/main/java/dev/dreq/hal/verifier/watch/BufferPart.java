package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pages;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a buffer, as a driver names it.
 *
 * @param mdl in which it begins; it may go on along the chain
 */
record BufferPart(Mdl mdl, long va, long length) {
    /** The bytes behind the start of a chain; null if they do not begin in it. */
    static @Nullable BufferPart at(Mdl chain, long offset, long length) {
        long left = offset;
        for (@Nullable Mdl mdl = chain; mdl != null && left >= 0; mdl = mdl.next()) {
            if (left < bytes(mdl)) {
                return new BufferPart(mdl, start(mdl) + left, length);
            }
            left -= bytes(mdl);
        }
        return null;
    }

    /** How many of its bytes lie in the MDL; the rest of the last page is tolerated. */
    long inside() {
        return Math.min(length, start(mdl) + bytes(mdl) - va);
    }

    /** Whether its pages are known; if not, the kernel refuses it. */
    boolean isUsable() {
        long start = start(mdl);
        return mdl.describesResidentPages()
                && length > 0
                && va >= start
                && va < start + bytes(mdl)
                && va + length <= Pages.roundToPages(start + bytes(mdl));
    }

    /** How many bytes the chain lacks; negative if the buffer does not begin in it. */
    long missing() {
        long rest = start(mdl) + bytes(mdl) - va;
        if (va < start(mdl) || rest <= 0 || length == 0) {
            return -1;
        }
        for (Mdl next = mdl.next(); next != null; next = next.next()) {
            rest += bytes(next);
        }
        return Math.max(0, length - rest);
    }

    /** The buffer, MDL by MDL. */
    List<BufferPart> inEachMdl() {
        List<BufferPart> parts = new ArrayList<>();
        long left = length;
        for (Mdl part = mdl; part != null && left > 0; part = part.next()) {
            long from = part == mdl ? va : start(part);
            long bytes = Math.min(left, start(part) + bytes(part) - from);
            if (bytes > 0) {
                parts.add(new BufferPart(part, from, bytes));
            }
            left -= bytes;
        }
        return parts;
    }

    /** All of it as it is now; its pages must be known. */
    List<MdlPart> mapped() {
        return inEachMdl().stream()
                .map(part -> new MdlPart(part.mdl, part.va, part.length))
                .toList();
    }

    private static long start(Mdl mdl) {
        return mdl.startVa() + mdl.byteOffset();
    }

    private static long bytes(Mdl mdl) {
        return Integer.toUnsignedLong(mdl.byteCount());
    }
}
