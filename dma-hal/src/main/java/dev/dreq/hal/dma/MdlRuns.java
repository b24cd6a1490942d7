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
        int page = page(mdl, currentVa);
        long next = mdl.pfn(page) + 1;
        long run = (long) Pages.PAGE_SIZE - Pages.byteOffset(currentVa);
        while (run < length && mdl.pfn(++page) == next) {
            next++;
            run += Pages.PAGE_SIZE;
        }
        return Math.min(run, length);
    }

    private static int page(Mdl mdl, long currentVa) {
        return (int) Pages.number(currentVa - mdl.startVa());
    }
}
