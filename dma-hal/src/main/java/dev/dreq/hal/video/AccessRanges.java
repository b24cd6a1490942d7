package dev.dreq.hal.video;

import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.mm.MemoryCachingType;
import dev.dreq.hal.mm.Mm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a miniport has claimed of a device's ports and memory, and where that is mapped. */
final class AccessRanges {
    private final Mm mm;
    private final List<Long> mapped = new ArrayList<>();
    private List<VideoAccessRange> claimed = List.of();

    AccessRanges(Mm mm) {
        this.mm = mm;
    }

    /** The ports and memory that a device was granted. */
    static List<VideoAccessRange> granted(List<CmResource> resources) {
        List<VideoAccessRange> ranges = new ArrayList<>();
        for (CmResource resource : resources) {
            if (resource instanceof CmResource.Port port) {
                ranges.add(VideoAccessRange.ports(port.start(), port.length()));
            } else if (resource instanceof CmResource.Memory memory
                    && memory.length() <= 0xFFFF_FFFFL) {
                ranges.add(VideoAccessRange.memory(memory.start(), (int) memory.length()));
            }
        }
        return ranges;
    }

    /** Replaces the claim. */
    void claim(VideoAccessRange... ranges) {
        claimed = Arrays.asList(ranges.clone());
    }

    boolean collides(VideoAccessRange range) {
        for (VideoAccessRange mine : claimed) {
            if (mine.collides(range)) {
                return true;
            }
        }
        return false;
    }

    /** VideoPortGetDeviceBase: 0 for what is not claimed. */
    long base(long start, int length, boolean inIoSpace) {
        long bytes = Integer.toUnsignedLong(length);
        for (VideoAccessRange range : claimed) {
            if (bytes > 0 && range.contains(start, bytes, inIoSpace)) {
                return inIoSpace ? start : map(start, bytes);
            }
        }
        return 0;
    }

    private long map(long start, long bytes) {
        long va = mm.mapIoSpace(start, bytes, MemoryCachingType.MmNonCached);
        if (va != 0) {
            mapped.add(va);
        }
        return va;
    }

    /** VideoPortFreeDeviceBase. A port is not mapped. */
    void free(long base) {
        if (mapped.remove(Long.valueOf(base)) || base >>> 16 != 0) {
            mm.unmapIoSpace(base);
        }
    }

    void release() {
        mapped.forEach(mm::unmapIoSpace);
        mapped.clear();
        claimed = List.of();
    }
}
