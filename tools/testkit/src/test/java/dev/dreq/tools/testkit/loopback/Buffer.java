package dev.dreq.tools.testkit.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.dreq.hal.mm.Mm;
import dev.dreq.hal.mm.Pages;
import dev.dreq.hal.mm.Placement;
import java.util.Arrays;

/** A user's buffer: contiguous in virtual memory, and wherever its page frames are. */
final class Buffer {
    private final long va;
    private final int length;
    private final long[] frames;

    private Buffer(long va, int length, long[] frames) {
        this.va = va;
        this.length = length;
        this.frames = frames;
    }

    static Buffer allocate(Mm mm, int length, Placement placement) {
        long va = mm.allocateVirtualMemory(length, placement);
        assertNotEquals(0, va, () -> "no memory for %d bytes at %s".formatted(length, placement));
        long[] frames = new long[(int) Pages.addressAndSizeToSpanPages(va, length)];
        for (int page = 0; page < frames.length; page++) {
            frames[page] =
                    Pages.number(mm.getPhysicalAddress(Pages.pageAlign(va) + Pages.address(page)));
            if (!placement.frames().isEmpty()) {
                assertEquals(placement.frames().get(page), frames[page]);
            }
        }
        return new Buffer(va, length, frames);
    }

    /** Its first byte. */
    long va() {
        return va;
    }

    /** In bytes. */
    int length() {
        return length;
    }

    /** Its page frames, in order. */
    long[] frames() {
        return frames.clone();
    }

    /** The physical address of byte {@code index}. */
    long physical(int index) {
        int inPages = Pages.byteOffset(va) + index;
        return Pages.address(frames[inPages >> Pages.PAGE_SHIFT]) + Pages.byteOffset(inPages);
    }

    boolean holds(long physical) {
        for (long frame : frames) {
            if (frame == Pages.number(physical)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return "buffer of 0x%x bytes at offset 0x%x in frames %s"
                .formatted(
                        length,
                        Pages.byteOffset(va),
                        Arrays.stream(frames).mapToObj(Long::toHexString).toList());
    }
}
