package dev.dreq.machine.memory;

import dev.dreq.machine.io.Window;
import org.jspecify.annotations.Nullable;

/**
 * A range of the compiled map in which exactly one thing is seen: a part of a region, or nothing.
 */
final class Section {

    final long start;
    final long end;

    /** What stores the bytes of RAM and ROM; null elsewhere. */
    final @Nullable MemoryBank bank;

    /** What to add to an address to get the offset in the bank. */
    final long toBank;

    final boolean writable;

    /** Whether a device answers here, by its window or by memory of its own. */
    final boolean ofDevice;

    /** The device's window; null elsewhere. */
    final @Nullable Window window;

    /**
     * Makes a section.
     *
     * @param end the first byte behind it; {@link Long#MAX_VALUE} means that it never ends
     * @param region what is seen there, null for nothing
     */
    Section(long start, long end, @Nullable Region region) {
        this.start = start;
        this.end = end;
        this.bank = region == null ? null : region.bank;
        this.toBank = region == null ? 0 : region.offset - region.start;
        this.writable = region != null && region.writable;
        this.ofDevice = region != null && region.ofDevice;
        this.window = region == null ? null : region.window;
    }

    /** How many bytes from an address on, at most {@code limit}, lie in the section. */
    long run(long address, long limit) {
        return end == Long.MAX_VALUE ? limit : Math.min(limit, end - address);
    }
}
