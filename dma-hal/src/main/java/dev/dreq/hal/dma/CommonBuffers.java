package dev.dreq.hal.dma;

import dev.dreq.hal.mm.MemoryCachingType;
import dev.dreq.hal.mm.Mm;
import dev.dreq.hal.mm.Pages;
import dev.dreq.hal.verifier.Rule;
import java.util.LinkedHashMap;
import java.util.Map;

/** The common buffers of an adapter. */
final class CommonBuffers {
    private record Buffer(int length, long logicalAddress, boolean cacheEnabled) {
        @Override
        public String toString() {
            return "0x%x bytes at logical address 0x%x, cacheEnabled %s"
                    .formatted(length, logicalAddress, cacheEnabled);
        }
    }

    private final Mm mm;
    private final AdapterKind kind;
    private final int mostPages;
    private final Map<Long, Buffer> buffers = new LinkedHashMap<>();

    /** A common buffer needs a map register a page, so it has at most {@code mostPages}. */
    CommonBuffers(Mm mm, AdapterKind kind, int mostPages) {
        this.mm = mm;
        this.kind = kind;
        this.mostPages = mostPages;
    }

    int count() {
        return buffers.size();
    }

    /** AllocateCommonBuffer; the logical address is the physical one. */
    long allocate(int length, PphysicalAddress logicalAddress, boolean cacheEnabled) {
        return allocate(
                kind.reach(), MemoryCachingType.MmNonCached, length, logicalAddress, cacheEnabled);
    }

    /** AllocateCommonBufferEx: not above an address, and cached only if asked for. */
    long allocateEx(
            long maximumAddress,
            int length,
            PphysicalAddress logicalAddress,
            boolean cacheEnabled) {
        AddressReach reach = kind.reach().upTo(maximumAddress);
        MemoryCachingType caching =
                cacheEnabled ? MemoryCachingType.MmCached : MemoryCachingType.MmNonCached;
        return reach == null ? 0 : allocate(reach, caching, length, logicalAddress, cacheEnabled);
    }

    private long allocate(
            AddressReach reach,
            MemoryCachingType caching,
            int length,
            PphysicalAddress logicalAddress,
            boolean cacheEnabled) {
        long bytes = Integer.toUnsignedLong(length);
        if (bytes == 0 || Pages.bytesToPages(bytes) > mostPages) {
            return 0;
        }
        long va = reach.allocate(mm, Pages.roundToPages(bytes), kind.window(), caching);
        if (va == 0) {
            return 0;
        }
        long physical = mm.getPhysicalAddress(va);
        buffers.put(va, new Buffer(length, physical, cacheEnabled));
        logicalAddress.set(physical);
        return va;
    }

    /** FreeCommonBuffer. */
    void free(int length, long logicalAddress, long virtualAddress, boolean cacheEnabled) {
        Buffer buffer = buffers.get(virtualAddress);
        if (buffer == null) {
            throw Rule.COMMON_BUFFER_NOT_ALLOCATED.stop(
                    1,
                    virtualAddress,
                    0,
                    "FreeCommonBuffer of 0x%x, where this adapter has none; free each once, by the address that"
                                    .formatted(virtualAddress)
                            + " AllocateCommonBuffer returned");
        }
        Buffer freed = new Buffer(length, logicalAddress, cacheEnabled);
        if (!buffer.equals(freed)) {
            throw Rule.COMMON_BUFFER_MISMATCH.stop(
                    virtualAddress,
                    Integer.toUnsignedLong(length),
                    logicalAddress,
                    "FreeCommonBuffer of 0x%x of %s, but it was allocated as %s; all must be the same"
                            .formatted(virtualAddress, freed, buffer));
        }
        buffers.remove(virtualAddress);
        mm.freeContiguousMemory(virtualAddress);
    }
}
