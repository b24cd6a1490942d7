package dev.dreq.machine.cache;

import java.util.Arrays;

/** What a cache does, byte by byte: the words of {@link WriteBackCache} and no more. */
final class ByteCache {
    private static final int PAGE = 4096;
    private static final int LINE = 64;

    final byte[] memory;
    private final int romStart;
    private final int romEnd;
    private final byte[] copy;
    private final boolean[] fetched;
    private final boolean[] stored;
    private final boolean[] uncached;
    private final int[] places;

    /** Memory from 0 on, of which a part is ROM, and a cache of so many pages. */
    ByteCache(byte[] memory, int romStart, int romEnd, int places) {
        this.memory = memory;
        this.romStart = romStart;
        this.romEnd = romEnd;
        this.copy = new byte[memory.length];
        this.fetched = new boolean[memory.length];
        this.stored = new boolean[memory.length];
        this.uncached = new boolean[memory.length / PAGE];
        this.places = new int[places];
        Arrays.fill(this.places, -1);
    }

    private boolean passes(int at) {
        int page = at / PAGE * PAGE;
        return uncached[at / PAGE] || (page < romEnd && page + PAGE > romStart);
    }

    void deviceWrites(int at, byte value) {
        if (at < romStart || at >= romEnd) {
            memory[at] = value;
        }
    }

    byte load(int at) {
        if (passes(at)) {
            return memory[at];
        }
        fetch(at);
        return copy[at];
    }

    void store(int at, byte value) {
        if (passes(at)) {
            deviceWrites(at, value);
            return;
        }
        fetch(at);
        copy[at] = value;
        stored[at] = true;
    }

    private void fetch(int at) {
        int page = at / PAGE;
        int place = page % places.length;
        if (places[place] != page) {
            drop(places[place]);
            places[place] = page;
        }
        int line = at / LINE * LINE;
        for (int i = line; i < line + LINE; i++) {
            if (!fetched[i]) {
                copy[i] = memory[i];
                fetched[i] = true;
            }
        }
    }

    private void drop(int page) {
        for (int at = page * PAGE; page >= 0 && at < (page + 1) * PAGE; at++) {
            clean(at);
            fetched[at] = false;
        }
    }

    void clean(int at) {
        if (stored[at]) {
            memory[at] = copy[at];
            stored[at] = false;
        }
    }

    void invalidate(int at) {
        stored[at] = false;
        copy[at] = memory[at];
    }

    void uncached(int at, boolean out) {
        if (out) {
            drop(at / PAGE);
        }
        uncached[at / PAGE] = out;
    }
}
