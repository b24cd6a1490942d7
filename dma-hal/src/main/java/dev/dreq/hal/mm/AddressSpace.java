package dev.dreq.hal.mm;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Virtual to physical: the one place that knows. Each region has unmapped pages around it, and no
 * address is used twice, so that a stray access is a fault.
 */
final class AddressSpace {
    private static final long USER_START = 0x0000_0000_0001_0000L;
    private static final long USER_END = 0x0000_7FFF_FFFF_0000L;
    private static final long SYSTEM_START = 0xFFFF_8000_0000_0000L;
    private static final long SYSTEM_END = 0xFFFF_F000_0000_0000L;

    private final TreeMap<Long, Region> regions = new TreeMap<>();
    private long nextUser = USER_START;
    private long nextSystem = SYSTEM_START;
    private @Nullable Region last;

    /** Whether an address lies in the user's half. */
    static boolean isUser(long va) {
        return va >= 0;
    }

    /** Maps frames in a row. */
    Region map(long[] frames, AccessMode mode, Region.Use use, boolean writable) {
        long size = Pages.address(frames.length + 1L);
        long start = mode == AccessMode.UserMode ? nextUser : nextSystem;
        if (start + size > (mode == AccessMode.UserMode ? USER_END : SYSTEM_END)) {
            throw new IllegalStateException("virtual space is used up");
        }
        if (mode == AccessMode.UserMode) {
            nextUser += size;
        } else {
            nextSystem += size;
        }
        Region region = new Region(start, frames, use, writable);
        regions.put(start, region);
        return region;
    }

    void unmap(Region region) {
        regions.remove(region.start());
        last = null;
    }

    /** The region that holds an address, or null. */
    @Nullable Region find(long va) {
        Region cached = last;
        if (cached != null && cached.contains(va)) {
            return cached;
        }
        Map.Entry<Long, Region> entry = regions.floorEntry(va);
        if (entry == null || !entry.getValue().contains(va)) {
            return null;
        }
        last = entry.getValue();
        return last;
    }

    /** The physical address behind an address of {@code region}. */
    static long physical(Region region, long va) {
        return Pages.address(region.frame(va)) + Pages.byteOffset(va);
    }

    /**
     * How many bytes from an address of {@code region} on are in a row in physical space too, at
     * most {@code most}.
     */
    static int run(Region region, long va, int most) {
        long frame = region.frame(va);
        int length = Pages.PAGE_SIZE - Pages.byteOffset(va);
        while (length < most
                && va + length < region.end()
                && region.frame(va + length) == ++frame) {
            length += Pages.PAGE_SIZE;
        }
        return Math.min(length, most);
    }
}
