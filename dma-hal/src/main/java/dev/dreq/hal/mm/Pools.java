package dev.dreq.hal.mm;

import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pools: blocks of a power of two from 16 bytes on share pages, larger ones have pages of their
 * own.
 */
final class Pools {
    private static final int SMALLEST_SHIFT = 4;
    private static final int CLASSES = Pages.PAGE_SHIFT - SMALLEST_SHIFT;

    private record Block(PoolType type, int sizeClass, String tag) {}

    private final PageFrames frames;
    private final AddressSpace space;
    private final PageLocks locks;
    private final Map<Long, Block> blocks = new HashMap<>();
    private final Map<PoolType, List<ArrayDeque<Long>>> free = new EnumMap<>(PoolType.class);

    Pools(PageFrames frames, AddressSpace space, PageLocks locks) {
        this.frames = frames;
        this.space = space;
        this.locks = locks;
        for (PoolType type : PoolType.values()) {
            List<ArrayDeque<Long>> classes = new ArrayList<>();
            for (int sizeClass = 0; sizeClass < CLASSES; sizeClass++) {
                classes.add(new ArrayDeque<>());
            }
            free.put(type, classes);
        }
    }

    long allocate(PoolType type, long size, String tag) {
        if (size <= 0 || size > Integer.MAX_VALUE) {
            return 0;
        }
        int sizeClass = sizeClass(size);
        if (sizeClass >= CLASSES) {
            Region region = pages(type, (int) Pages.bytesToPages(size));
            if (region == null) {
                return 0;
            }
            blocks.put(region.start(), new Block(type, CLASSES, tag));
            return region.start();
        }
        ArrayDeque<Long> vacant = vacant(type, sizeClass);
        if (vacant.isEmpty()) {
            Region region = pages(type, 1);
            if (region == null) {
                return 0;
            }
            int blockSize = 1 << (SMALLEST_SHIFT + sizeClass);
            for (int offset = 0; offset < Pages.PAGE_SIZE; offset += blockSize) {
                vacant.addLast(region.start() + offset);
            }
        }
        long va = vacant.removeFirst();
        blocks.put(va, new Block(type, sizeClass, tag));
        return va;
    }

    private ArrayDeque<Long> vacant(PoolType type, int sizeClass) {
        List<ArrayDeque<Long>> classes = free.get(type);
        if (classes == null) {
            throw new IllegalStateException("no pool of " + type);
        }
        return classes.get(sizeClass);
    }

    private static int sizeClass(long size) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(size, 1) - 1);
        return Math.max(bits, SMALLEST_SHIFT) - SMALLEST_SHIFT;
    }

    private @Nullable Region pages(PoolType type, int pages) {
        long[] taken = frames.takeScattered(pages);
        if (taken == null) {
            return null;
        }
        Region.Use use =
                type == PoolType.PagedPool ? Region.Use.PAGED_POOL : Region.Use.NONPAGED_POOL;
        return space.map(taken, AccessMode.KernelMode, use, true);
    }

    void free(long va) {
        Block block = blocks.remove(va);
        if (block == null) {
            throw new BugCheck(
                    BugCheckCode.BAD_POOL_CALLER,
                    7,
                    0,
                    0,
                    va,
                    ("ExFreePool of %x, where no block begins; free once what ExAllocatePool"
                                    + " returned")
                            .formatted(va));
        }
        if (block.sizeClass() < CLASSES) {
            vacant(block.type(), block.sizeClass()).addFirst(va);
            return;
        }
        Region region = space.find(va);
        if (region == null) {
            throw new IllegalStateException("pool block %x is not mapped".formatted(va));
        }
        Ownership.release(region, "ExFreePool", frames, space, locks);
    }

    /** The type of the pool that a block was taken from; null if no block begins there. */
    @Nullable PoolType typeOf(long va) {
        Block block = blocks.get(va);
        return block == null ? null : block.type();
    }
}
