package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pages;
import java.util.ArrayList;
import java.util.List;

/** A mapped part of an MDL, as it was when it was mapped. */
final class MdlPart {
    /** Flags that may change meanwhile: the pages may be mapped into system space. */
    private static final int FREE =
            Mdl.MDL_MAPPED_TO_SYSTEM_VA
                    | Mdl.MDL_PARTIAL_HAS_BEEN_MAPPED
                    | Mdl.MDL_PARENT_MAPPED_SYSTEM_VA;

    private final Mdl mdl;
    private final long va;
    private final long length;
    private final int flags;
    private final long[] frames;

    MdlPart(Mdl mdl, long va, long length) {
        this.mdl = mdl;
        this.va = va;
        this.length = length;
        this.flags = mdl.mdlFlags() & ~FREE;
        this.frames = new long[(int) Pages.addressAndSizeToSpanPages(va, length)];
        for (int page = 0; page < frames.length; page++) {
            frames[page] = mdl.pfn(first() + page);
        }
    }

    private int first() {
        return (int) Pages.number(va - mdl.startVa());
    }

    Mdl mdl() {
        return mdl;
    }

    long va() {
        return va;
    }

    long length() {
        return length;
    }

    /** Whether the flags or the page frames are others now. */
    boolean isChanged() {
        if ((mdl.mdlFlags() & ~FREE) != flags || va < mdl.startVa()) {
            return true;
        }
        for (int page = 0; page < frames.length; page++) {
            if (mdl.pfn(first() + page) != frames[page]) {
                return true;
            }
        }
        return false;
    }

    /** Where the bytes lie, page by page. */
    List<Range> physical() {
        List<Range> ranges = new ArrayList<>();
        for (long done = 0; done < length; ) {
            long at = va + done;
            int offset = Pages.byteOffset(at);
            long frame = frames[(int) (Pages.number(at) - Pages.number(va))];
            long bytes = Math.min(length - done, Pages.PAGE_SIZE - offset);
            ranges.add(new Range(Pages.address(frame) + offset, bytes));
            done += bytes;
        }
        return ranges;
    }
}
