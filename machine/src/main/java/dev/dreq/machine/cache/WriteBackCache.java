package dev.dreq.machine.cache;

import dev.dreq.plugin.cpu.CacheControl;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.cpu.RamRange;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A write-back cache of RAM, as large as RAM of 128 MiB. It is direct-mapped: pages that far apart
 * share a place, and who comes later has the other written back. Within a page it works by lines of
 * 64 bytes. A load or store fetches its line; it stays until its page's place is taken or the page
 * is taken out. Stored bytes reach memory when they are cleaned or their page goes, never alone.
 *
 * <p>It is as bad as a cache is allowed to be: an invalidated line is fetched again at once, as by
 * a processor that speculates, so what a device stores later is not seen before the next {@link
 * #invalidate}.
 */
public final class WriteBackCache implements CacheControl {

    private static final int PLACES = 1 << 15;
    private static final int PAGE_BITS = 12;
    private static final long OFFSET = CachePage.SIZE - 1;

    private final CpuBus memory;
    private final List<RamRange> ram;
    private final long end;
    private final @Nullable CachePage[] places;

    /** Pages that are taken out. */
    private final BitSet uncached = new BitSet();

    /**
     * Makes an empty cache.
     *
     * @param memory what it keeps copies of
     * @param ram whole pages that may be cached, ascending
     */
    public WriteBackCache(CpuBus memory, List<RamRange> ram) {
        this(memory, ram, PLACES);
    }

    /**
     * @param places how many pages it holds, a power of two
     */
    WriteBackCache(CpuBus memory, List<RamRange> ram, int places) {
        this.memory = memory;
        this.ram = List.copyOf(ram);
        this.end = ram.isEmpty() ? 0 : ram.get(ram.size() - 1).end();
        this.places = new CachePage[places];
    }

    @Override
    public void clean(long address, long length) {
        for (long at = address, to = end(address, length); at < to; at = nextPage(at)) {
            CachePage page = held(at);
            if (page != null) {
                page.clean(offset(at), part(at, to));
            }
        }
    }

    @Override
    public void invalidate(long address, long length) {
        for (long at = address, to = end(address, length); at < to; at = nextPage(at)) {
            CachePage page = held(at);
            if (page != null) {
                page.invalidate(offset(at), part(at, to));
            }
        }
    }

    /**
     * {@inheritDoc} Caching is decided by pages: one of which a part is named is meant whole. What
     * was stored is written back first.
     */
    @Override
    public void uncached(long address, long length, boolean out) {
        long to = end(address, length);
        if (address >= to) {
            return;
        }
        uncached.set(number(address), number(to - 1) + 1, out);
        for (long at = address; out && at < to; at = nextPage(at)) {
            CachePage page = held(at);
            if (page != null) {
                page.drop();
                places[place(at)] = null;
            }
        }
    }

    /** Writes everything back; copies stay. */
    public void clean() {
        for (CachePage page : places) {
            if (page != null) {
                page.clean(0, CachePage.SIZE);
            }
        }
    }

    /** Writes everything back and is as new: empty, and no page is taken out. */
    public void reset() {
        for (int i = 0; i < places.length; i++) {
            CachePage page = places[i];
            if (page != null) {
                page.drop();
                places[i] = null;
            }
        }
        uncached.clear();
    }

    /** The copy of the page that an address lies in; null if it is not for the cache. */
    @Nullable CachePage page(long address) {
        CachePage page = held(address);
        return page != null ? page : take(address);
    }

    private @Nullable CachePage held(long address) {
        CachePage page = places[place(address)];
        return page != null && page.address() == (address & ~OFFSET) ? page : null;
    }

    private @Nullable CachePage take(long address) {
        if (uncachedRun(address, 1) != 0) {
            return null;
        }
        CachePage page = places[place(address)];
        if (page == null) {
            page = new CachePage(memory, address & ~OFFSET);
            places[place(address)] = page;
        } else {
            page.replace(address & ~OFFSET);
        }
        return page;
    }

    /** How many bytes from an address on, at most {@code limit}, are not for the cache. */
    long uncachedRun(long address, long limit) {
        if (address < 0 || address >= end) {
            return limit;
        }
        for (RamRange range : ram) {
            if (address < range.start()) {
                return Math.min(limit, range.start() - address);
            }
            if (address < range.end()) {
                return Math.min(limit, cacheable(address, range) - address);
            }
        }
        return limit;
    }

    /** The first address in a range, from one of its addresses on, that is for the cache. */
    private long cacheable(long address, RamRange range) {
        if (!uncached.get(number(address))) {
            return address;
        }
        long next = (long) uncached.nextClearBit(number(address)) << PAGE_BITS;
        return Math.min(next, range.end());
    }

    private int place(long address) {
        return (int) (address >>> PAGE_BITS) & (places.length - 1);
    }

    private static int number(long address) {
        return (int) (address >>> PAGE_BITS);
    }

    static int offset(long address) {
        return (int) (address & OFFSET);
    }

    private static long nextPage(long address) {
        return (address | OFFSET) + 1;
    }

    /** Where in the page of {@code at} a range that goes on to {@code to} ends. */
    private static int part(long at, long to) {
        return (int) Math.min(to - (at & ~OFFSET), CachePage.SIZE);
    }

    /**
     * The end of the part of a range that can be RAM; there is none if it is not above {@code
     * address}.
     */
    private long end(long address, long length) {
        if (length < 0) {
            throw new IllegalArgumentException("a length of %d bytes".formatted(length));
        }
        if (address < 0) {
            return address;
        }
        return length >= end - address ? end : address + length;
    }
}
