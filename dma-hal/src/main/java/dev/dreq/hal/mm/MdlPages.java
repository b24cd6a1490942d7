package dev.dreq.hal.mm;

import dev.dreq.plugin.cpu.CpuBus;
import java.util.Arrays;

/** Finds the pages of MmAllocatePagesForMdl. */
final class MdlPages {
    private final CpuBus bus;
    private final PageFrames frames;

    MdlPages(CpuBus bus, PageFrames frames) {
        this.bus = bus;
        this.frames = frames;
    }

    /**
     * Takes up to {@code wanted} zeroed frames between two addresses, then between both plus {@code
     * skip}, and so on.
     */
    long[] take(long low, long high, long skip, int wanted) {
        long[] taken = new long[wanted];
        int count = 0;
        long from = low;
        long to = high;
        long end = frames.end();
        while (count < wanted) {
            long frame =
                    frames.takeContiguous(
                            1, Pages.bytesToPages(from), Pages.number(to - Pages.PAGE_SIZE + 1), 0);
            if (frame >= 0) {
                bus.fill(Pages.address(frame), Pages.PAGE_SIZE, 0);
                taken[count++] = frame;
            } else if (skip <= 0 || from >= end || to > Long.MAX_VALUE - skip) {
                break;
            } else {
                from += skip;
                to += skip;
            }
        }
        return Arrays.copyOf(taken, count);
    }
}
