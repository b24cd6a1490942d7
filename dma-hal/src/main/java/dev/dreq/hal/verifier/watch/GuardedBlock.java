package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.mm.Pages;
import dev.dreq.plugin.cpu.CpuBus;
import java.util.Arrays;

/**
 * Physically contiguous pages of the verifier's own, filled with 0F wherever nobody has a reason to
 * write.
 */
final class GuardedBlock {
    private static final byte FILL = 0x0F;
    private static final byte[] FILLED = new byte[Pages.PAGE_SIZE];

    static {
        Arrays.fill(FILLED, FILL);
    }

    private final CpuBus bus;
    private final long va;
    private final Range range;
    private final byte[] found = new byte[Pages.PAGE_SIZE];

    /**
     * Fills the pages.
     *
     * @param va what they are freed by
     * @param range their physical addresses
     */
    GuardedBlock(CpuBus bus, long va, Range range) {
        this.bus = bus;
        this.va = va;
        this.range = range;
        fill(range.start(), range.end());
    }

    long va() {
        return va;
    }

    Range range() {
        return range;
    }

    /** Nobody has a reason to write there any more. */
    void fill(long start, long end) {
        bus.fill(start, end - start, FILL);
    }

    /** The first address from {@code start} on that was written; {@code end} if there is none. */
    long written(long start, long end) {
        for (long at = start; at < end; ) {
            int part = (int) Math.min(found.length, end - at);
            bus.read(at, found, 0, part);
            int differs = Arrays.mismatch(found, 0, part, FILLED, 0, part);
            if (differs >= 0) {
                return at + differs;
            }
            at += part;
        }
        return end;
    }
}
