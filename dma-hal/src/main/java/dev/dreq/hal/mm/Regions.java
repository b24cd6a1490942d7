package dev.dreq.hal.mm;

import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.plugin.cpu.CacheControl;
import dev.dreq.plugin.cpu.CpuBus;
import org.jspecify.annotations.Nullable;

/** Memory that is had by pages: contiguous memory, virtual memory of callers, device memory. */
final class Regions {
    private final CpuBus bus;
    private final PageFrames frames;
    private final AddressSpace space;
    private final PageLocks locks;
    private final long above;

    Regions(CpuBus bus, PageFrames frames, AddressSpace space, PageLocks locks, long above) {
        this.bus = bus;
        this.frames = frames;
        this.space = space;
        this.locks = locks;
        this.above = above;
    }

    long allocateContiguous(
            long size, long lowest, long highest, long boundary, MemoryCachingType caching) {
        long pages = Pages.bytesToPages(size);
        if (size <= 0 || pages > Integer.MAX_VALUE >>> Pages.PAGE_SHIFT) {
            return 0;
        }
        long first =
                frames.takeContiguous(
                        pages,
                        Pages.bytesToPages(lowest),
                        Pages.byteOffset(highest) == Pages.PAGE_SIZE - 1
                                ? Pages.number(highest)
                                : Pages.number(highest) - 1,
                        Pages.bytesToPages(boundary));
        if (first < 0) {
            return 0;
        }
        boolean cached = caching == MemoryCachingType.MmCached;
        if (!cached) {
            uncached(first, pages, true);
        }
        return space.map(
                        row(first, (int) pages), AccessMode.KernelMode, Region.Use.CONTIGUOUS, true)
                .start();
    }

    private void uncached(long firstFrame, long pages, boolean uncached) {
        bus.capability(CacheControl.class)
                .ifPresent(
                        cache ->
                                cache.uncached(
                                        Pages.address(firstFrame), Pages.address(pages), uncached));
    }

    void freeContiguous(long va) {
        Region region = require(va, Region.Use.CONTIGUOUS, "MmFreeContiguousMemory");
        Ownership.release(region, "MmFreeContiguousMemory", frames, space, locks);
        uncached(region.frames()[0], region.frames().length, false);
    }

    long allocateVirtual(int length, Placement placement) {
        int pages = (int) Pages.addressAndSizeToSpanPages(placement.byteOffset(), length);
        if (length <= 0) {
            return 0;
        }
        long[] taken = take(pages, placement);
        if (taken == null) {
            return 0;
        }
        for (long frame : taken) {
            bus.fill(Pages.address(frame), Pages.PAGE_SIZE, 0);
        }
        Region region =
                space.map(taken, placement.mode(), Region.Use.VIRTUAL_MEMORY, placement.writable());
        return region.start() + placement.byteOffset();
    }

    /**
     * The frames that a placement asks for; from 1 MiB on where it leaves that open and there are
     * enough.
     */
    private long @Nullable [] take(int pages, Placement placement) {
        if (!placement.frames().isEmpty()) {
            long[] exactly = placement.frames().stream().mapToLong(Long::longValue).toArray();
            if (exactly.length != pages) {
                throw new IllegalArgumentException(
                        "%d page frames are given for a buffer of %d pages"
                                .formatted(exactly.length, pages));
            }
            return frames.takeExactly(exactly) ? exactly : null;
        }
        long lowest = Pages.bytesToPages(Math.max(above, placement.above()));
        return lowest > 0 ? frames.takeScattered(pages, lowest) : frames.takeScattered(pages);
    }

    void freeVirtual(long va) {
        Region region =
                require(Pages.pageAlign(va), Region.Use.VIRTUAL_MEMORY, "ZwFreeVirtualMemory");
        Ownership.release(region, "ZwFreeVirtualMemory", frames, space, locks);
    }

    long mapIoSpace(long physicalAddress, long length) {
        long pages = Pages.addressAndSizeToSpanPages(physicalAddress, length);
        if (length <= 0 || pages > Integer.MAX_VALUE >>> Pages.PAGE_SHIFT) {
            return 0;
        }
        long[] row = row(Pages.number(physicalAddress), (int) pages);
        Region region = space.map(row, AccessMode.KernelMode, Region.Use.IO_SPACE, true);
        return region.start() + Pages.byteOffset(physicalAddress);
    }

    void unmapIoSpace(long va) {
        space.unmap(require(Pages.pageAlign(va), Region.Use.IO_SPACE, "MmUnmapIoSpace"));
    }

    private Region require(long start, Region.Use use, String routine) {
        Region region = space.find(start);
        if (region == null || region.use() != use || region.start() != start) {
            throw new BugCheck(
                    BugCheckCode.MEMORY_MANAGEMENT,
                    0,
                    start,
                    0,
                    0,
                    "%s of %x, which is not the start of such memory; free once what was allocated"
                            .formatted(routine, start));
        }
        return region;
    }

    private static long[] row(long first, int pages) {
        long[] row = new long[pages];
        for (int page = 0; page < pages; page++) {
            row[page] = first + page;
        }
        return row;
    }
}
