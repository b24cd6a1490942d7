package dev.dreq.hal.dma;

import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.MdlCache;
import dev.dreq.hal.mm.Pages;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A buffer that goes on from MDL to MDL of a chain.
 *
 * @param parts what lies in each MDL, in order, at least one
 * @param length of all parts, in bytes
 */
record MdlChain(List<Part> parts, long length) {

    /** A part of the buffer, inside one MDL. */
    record Part(Mdl mdl, long currentVa, long length) {}

    MdlChain {
        parts = List.copyOf(parts);
    }

    /**
     * The {@code length} bytes, more than 0, from {@code currentVa} on, which lies in the MDL; as
     * many of them as the chain has.
     */
    static MdlChain of(Mdl mdl, long currentVa, long length) {
        if (length <= rest(mdl, currentVa)) {
            return new MdlChain(List.of(new Part(mdl, currentVa, length)), length);
        }
        List<Part> parts = new ArrayList<>();
        Mdl next = mdl;
        long va = currentVa;
        long left = length;
        while (left > 0) {
            long part = Math.min(left, rest(next, va));
            if (part > 0) {
                parts.add(new Part(next, va, part));
            }
            left -= part;
            Mdl following = next.next();
            if (following == null) {
                break;
            }
            next = following;
            va = start(next);
        }
        return new MdlChain(parts, length - left);
    }

    /**
     * The {@code length} bytes, more than 0, that lie {@code offset} bytes behind the start of a
     * chain; null if they do not all lie in it.
     */
    static @Nullable MdlChain at(Mdl chain, long offset, long length) {
        long skipped = 0;
        for (@Nullable Mdl mdl = chain; mdl != null && offset >= 0; mdl = mdl.next()) {
            long bytes = Integer.toUnsignedLong(mdl.byteCount());
            if (offset - skipped < bytes) {
                long currentVa = start(mdl) + offset - skipped;
                MdlChain found = of(mdl, currentVa, length);
                return found.length < length ? null : found;
            }
            skipped += bytes;
        }
        return null;
    }

    /** Its first {@code bytes}, at least 1; all of it if it has no more. */
    MdlChain head(long bytes) {
        return bytes >= length ? this : of(first().mdl, first().currentVa, bytes);
    }

    Part first() {
        return parts.get(0);
    }

    /** How many pages the parts touch, each for itself. */
    long pages() {
        long pages = 0;
        for (Part part : parts) {
            pages += Pages.addressAndSizeToSpanPages(part.currentVa, part.length);
        }
        return pages;
    }

    /** Hands the buffer to a device, as far as the processor's cache is concerned. */
    void beforeDma(MdlCache cache, boolean deviceWrites) {
        for (Part part : parts) {
            cache.beforeDma(part.mdl, part.currentVa, part.length, deviceWrites);
        }
    }

    /** The physical address of the first byte. */
    long physical() {
        return MdlRuns.physical(first().mdl, first().currentVa);
    }

    /** Whether all of it is physically contiguous. */
    boolean isContiguous() {
        long next = physical();
        for (Part part : parts) {
            if (MdlRuns.physical(part.mdl, part.currentVa) != next
                    || MdlRuns.contiguous(part.mdl, part.currentVa, part.length) < part.length) {
                return false;
            }
            next += part.length;
        }
        return true;
    }

    private static long start(Mdl mdl) {
        return mdl.startVa() + mdl.byteOffset();
    }

    private static long rest(Mdl mdl, long va) {
        return start(mdl) + Integer.toUnsignedLong(mdl.byteCount()) - va;
    }
}
