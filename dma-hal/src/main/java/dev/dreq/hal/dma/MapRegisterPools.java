package dev.dreq.hal.dma;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.mm.MemoryCachingType;
import dev.dreq.hal.mm.Mm;
import dev.dreq.hal.mm.Pages;
import org.jspecify.annotations.Nullable;

/**
 * The map registers of a machine, in one pool for each class of address reach: a block below 16 MiB
 * for those who reach no further, and one below 4 GiB, made when the first device asks for it.
 */
final class MapRegisterPools {
    private static final int ISA_BYTES = 0x20000;
    private static final int MOST_BELOW_4_GIB = 0x1000;

    /**
     * One page frame of so many becomes a map register, so that a small machine keeps its memory.
     */
    private static final int SHARE = 16;

    private final Ke ke;
    private final Mm mm;
    private final int wanted;
    private final MapRegisterPool isa;
    private @Nullable MapRegisterPool below4GiB;

    /** Takes the block below 16 MiB, so nothing else should have been allocated yet. */
    MapRegisterPools(Ke ke, Mm mm, KernelOptions options) {
        this(ke, mm, options, takeIsa(ke, mm), null);
    }

    MapRegisterPools(
            Ke ke,
            Mm mm,
            KernelOptions options,
            MapRegisterPool isa,
            @Nullable MapRegisterPool below4GiB) {
        this.ke = ke;
        this.mm = mm;
        this.wanted = options.dmaMapRegisterPool();
        this.isa = isa;
        this.below4GiB = below4GiB;
    }

    /** The registers below 16 MiB. */
    MapRegisterPool isa() {
        return isa;
    }

    /** The registers that a device with this reach can use. At PASSIVE_LEVEL. */
    MapRegisterPool within(AddressReach reach) {
        if (reach.last() < isa.last()) {
            return new MapRegisterPool(0, 0, 0);
        }
        if (reach.last() < AddressReach.BITS_32.last()) {
            return isa;
        }
        MapRegisterPool pool = below4GiB;
        if (pool == null) {
            pool = takeBelow4GiB();
            below4GiB = pool;
        }
        return pool;
    }

    /**
     * A block that is aligned to its size, so that windows cut it as seldom as can be; smaller
     * where memory is short.
     */
    private static MapRegisterPool takeIsa(Ke ke, Mm mm) {
        for (int bytes = ISA_BYTES; bytes >= Pages.PAGE_SIZE; bytes /= 2) {
            long va =
                    mm.allocateContiguousMemorySpecifyCache(
                            bytes,
                            0,
                            AddressReach.BITS_24.last(),
                            bytes,
                            MemoryCachingType.MmNonCached);
            if (va != 0) {
                return pool(ke, mm, va, (int) Pages.number(bytes));
            }
        }
        return new MapRegisterPool(0, 0, 0);
    }

    private MapRegisterPool takeBelow4GiB() {
        long share = Math.min(MOST_BELOW_4_GIB, mm.freePageFrames() / SHARE);
        for (int count = wanted == 0 ? (int) share : wanted; count > 0; count /= 2) {
            long va =
                    AddressReach.BITS_32.allocate(
                            mm, Pages.address(count), 0, MemoryCachingType.MmNonCached);
            if (va != 0) {
                return pool(ke, mm, va, count);
            }
        }
        return new MapRegisterPool(0, 0, 0);
    }

    private static MapRegisterPool pool(Ke ke, Mm mm, long va, int count) {
        return new MapRegisterPool(
                mm.getPhysicalAddress(va), count, ke.newObjectAddress(16 * count));
    }
}
