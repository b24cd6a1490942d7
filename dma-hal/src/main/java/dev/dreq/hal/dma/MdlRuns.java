package dev.dreq.hal.dma;

import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pages;

/**
 * Physical memory behind a part of an MDL's buffer. CurrentVa is an index; only page frames are
 * looked at.
 */
final class MdlRuns {
    private MdlRuns() {}

    /** The physical address behind {@code currentVa}. */
    static long physical(Mdl mdl, long currentVa) {
        return Pages.address(mdl.pfn(page(mdl, currentVa))) + Pages.byteOffset(currentVa);
    }

    /**
     * How many of the {@code length} bytes from {@code currentVa} on are physically contiguous, at
     * least 1.
     */
    static long contiguous(Mdl mdl, long currentVa, long length) {
        int first = page(mdl, currentVa);
        int end = first + (int) Pages.addressAndSizeToSpanPages(currentVa, length);
        long before = mdl.pfn(first) - first;
        int page = first + 1;
        while (page < end && mdl.pfn(page) - page == before) {
            page++;
        }
        return Math.min(Pages.address(page - first) - Pages.byteOffset(currentVa), length);
    }

    /** The index of the page frame behind {@code currentVa}. */
    static int page(Mdl mdl, long currentVa) {
        return (int) Pages.number(currentVa - mdl.startVa());
    }
}
