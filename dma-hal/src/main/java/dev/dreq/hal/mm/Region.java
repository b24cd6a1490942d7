package dev.dreq.hal.mm;

/** Pages in a row of virtual space, and the page frames behind them. */
final class Region {

    /** What a region is for, which decides who may touch and who may free it. */
    enum Use {
        NONPAGED_POOL,
        PAGED_POOL,
        CONTIGUOUS,
        VIRTUAL_MEMORY,
        MDL_MAPPING,
        IO_SPACE
    }

    private final long start;
    private final long[] frames;
    private final Use use;
    private final boolean writable;

    Region(long start, long[] frames, Use use, boolean writable) {
        this.start = start;
        this.frames = frames;
        this.use = use;
        this.writable = writable;
    }

    /** The address of the first page. */
    long start() {
        return start;
    }

    /** The address behind the last page. */
    long end() {
        return start + Pages.address(frames.length);
    }

    /** The page frame numbers, in order. Not to be changed. */
    long[] frames() {
        return frames;
    }

    Use use() {
        return use;
    }

    /** False for memory that may only be read. */
    boolean writable() {
        return writable;
    }

    boolean contains(long va) {
        return va >= start && va < end();
    }

    long frame(long va) {
        return frames[(int) Pages.number(va - start)];
    }

    /** Whether only a lock keeps it resident. */
    boolean pageable() {
        return use == Use.PAGED_POOL || use == Use.VIRTUAL_MEMORY;
    }
}
