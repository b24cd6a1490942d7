package dev.dreq.machine.memory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bytes behind a range of guest memory, zero until written: chunks of one size, each a direct
 * buffer. A chunk can be read at once and is opened on its first write, so that a bank costs what
 * was written to it and not what it could hold. Offsets and lengths are the caller's to keep within
 * the bank.
 */
public final class MemoryBank {

    /** What memory is given, saved and told apart by, in bytes. */
    static final int PAGE = 4096;

    /** What memory that is used as a whole is given in, in bytes. */
    static final int BLOCK = 2 << 20;

    static final int NATIVE_SHIFT = 30;
    static final int HEAP_SHIFT = 22;

    private final long size;
    private final int shift;
    private final int mask;
    private final ChunkSource source;
    private final ByteBuffer[] readable;
    private final @Nullable ByteBuffer[] writable;

    /** All pages of so many bytes. */
    static BitSet allPages(int length) {
        BitSet pages = new BitSet();
        pages.set(0, (length + PAGE - 1) / PAGE);
        return pages;
    }

    /** Where chunks come from. */
    interface ChunkSource {

        /** A view for reading; until the chunk is opened it shows zeros. */
        ByteBuffer view(int chunk, int length);

        /** The chunk itself. */
        ByteBuffer open(int chunk, int length);

        /** All of a block will be written at once: the system may give it in one piece. */
        default void useBlock(int chunk, int at) {}

        /** The pages of an open chunk that may hold something but zeros. */
        BitSet touchedPages(int chunk, int length);

        /** Gives back the memory behind all chunks; what they held may be lost. */
        void discard();
    }

    private MemoryBank(long size, int shift, ChunkSource source) {
        this.size = size;
        this.shift = shift;
        this.mask = (1 << shift) - 1;
        this.source = source;
        int chunks = Math.toIntExact((size + mask) >>> shift);
        this.readable = new ByteBuffer[chunks];
        this.writable = new ByteBuffer[chunks];
        for (int i = 0; i < chunks; i++) {
            readable[i] = source.view(i, length(i)).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    private int length(int chunk) {
        return (int) Math.min(1L << shift, size - ((long) chunk << shift));
    }

    /**
     * Makes a bank of memory mapped from the system or, where that is not possible, of buffers made
     * when needed.
     */
    public static MemoryBank of(long size) {
        Optional<ChunkSource> mapped = MappedChunks.map(size, 1 << NATIVE_SHIFT);
        return mapped.map(source -> new MemoryBank(size, NATIVE_SHIFT, source))
                .orElseGet(() -> withoutNativeAccess(size));
    }

    /** Makes a bank of buffers made when needed. */
    public static MemoryBank withoutNativeAccess(long size) {
        return new MemoryBank(
                size, HEAP_SHIFT, new BufferChunks((int) Math.min(size, 1 << HEAP_SHIFT)));
    }

    /**
     * Makes a bank that is one buffer, at most 1 GiB, in whole pages of 4 KiB; see {@link #buffer}.
     */
    static MemoryBank contiguous(long size) {
        long whole = wholePages(size);
        Optional<ChunkSource> mapped = MappedChunks.map(whole, 1 << NATIVE_SHIFT);
        return mapped.map(source -> new MemoryBank(whole, NATIVE_SHIFT, source))
                .orElseGet(() -> contiguousWithoutNativeAccess(whole));
    }

    /** Makes a bank that is one buffer of the JDK, in whole pages. */
    static MemoryBank contiguousWithoutNativeAccess(long size) {
        long whole = wholePages(size);
        return new MemoryBank(whole, NATIVE_SHIFT, new BufferChunks((int) whole));
    }

    /** The size in bytes of the pages that so many bytes take. */
    static long wholePages(long size) {
        return (size + PAGE - 1) / PAGE * PAGE;
    }

    /** All of a {@linkplain #contiguous contiguous} bank, little-endian. */
    public ByteBuffer buffer() {
        return forWriting(0).duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The bytes it holds. */
    public long size() {
        return size;
    }

    /** Reads 1, 2, 4 or 8 bytes, little-endian; the bits above them are zero. */
    public long load(long offset, int bytes) {
        ByteBuffer chunk = readable[(int) (offset >>> shift)];
        int at = (int) offset & mask;
        if (at > mask + 1 - bytes) {
            return loadAcross(offset, bytes);
        }
        return switch (bytes) {
            case 1 -> chunk.get(at) & 0xff;
            case 2 -> chunk.getShort(at) & 0xffff;
            case 4 -> chunk.getInt(at) & 0xffff_ffffL;
            default -> chunk.getLong(at);
        };
    }

    private long loadAcross(long offset, int bytes) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= load(offset + i, 1) << (8 * i);
        }
        return value;
    }

    /** Writes the low 1, 2, 4 or 8 bytes of a value, little-endian. */
    public void store(long offset, int bytes, long value) {
        ByteBuffer chunk = forWriting((int) (offset >>> shift));
        int at = (int) offset & mask;
        if (at > mask + 1 - bytes) {
            storeAcross(offset, bytes, value);
            return;
        }
        switch (bytes) {
            case 1 -> chunk.put(at, (byte) value);
            case 2 -> chunk.putShort(at, (short) value);
            case 4 -> chunk.putInt(at, (int) value);
            default -> chunk.putLong(at, value);
        }
    }

    private void storeAcross(long offset, int bytes, long value) {
        for (int i = 0; i < bytes; i++) {
            store(offset + i, 1, value >>> (8 * i));
        }
    }

    private ByteBuffer forWriting(int chunk) {
        ByteBuffer open = writable[chunk];
        return open != null ? open : open(chunk);
    }

    private ByteBuffer open(int chunk) {
        ByteBuffer opened = source.open(chunk, length(chunk)).order(ByteOrder.LITTLE_ENDIAN);
        readable[chunk] = opened;
        writable[chunk] = opened;
        return opened;
    }

    /** How many bytes from {@code offset} on, at most {@code limit}, lie in one chunk. */
    private int run(long offset, long limit) {
        return (int) Math.min(limit, (1L << shift) - (offset & mask));
    }

    /** Copies bytes into a buffer at its position, which moves. */
    public void read(long offset, ByteBuffer target, int length) {
        for (int done = 0; done < length; ) {
            long at = offset + done;
            int run = run(at, length - done);
            target.put(target.position(), readable[(int) (at >>> shift)], (int) at & mask, run);
            target.position(target.position() + run);
            done += run;
        }
    }

    /** Copies bytes out of a buffer from its position on, which moves. */
    public void write(long offset, ByteBuffer source, int length) {
        for (int done = 0; done < length; ) {
            long at = offset + done;
            int run = run(at, length - done);
            forWriting((int) (at >>> shift)).put((int) at & mask, source, source.position(), run);
            source.position(source.position() + run);
            done += run;
        }
    }

    /** Copies bytes into an array. */
    public void read(long offset, byte[] target, int index, int length) {
        for (int done = 0; done < length; ) {
            long at = offset + done;
            int run = run(at, length - done);
            readable[(int) (at >>> shift)].get((int) at & mask, target, index + done, run);
            done += run;
        }
    }

    /** Copies bytes out of an array. */
    public void write(long offset, byte[] source, int index, int length) {
        for (int done = 0; done < length; ) {
            long at = offset + done;
            int run = run(at, length - done);
            forWriting((int) (at >>> shift)).put((int) at & mask, source, index + done, run);
            done += run;
        }
    }

    /** Sets bytes to a value. Zeros leave a chunk closed that was never written. */
    public void fill(long offset, long length, byte value) {
        for (long done = 0; done < length; ) {
            long at = offset + done;
            int run = run(at, length - done);
            int chunk = (int) (at >>> shift);
            if (value != 0 || writable[chunk] != null) {
                fillRun(forWriting(chunk), (int) at & mask, run, value);
            }
            done += run;
        }
    }

    /** Doubles what is filled until all is, so that the work is done by block copies. */
    private static void fillRun(ByteBuffer chunk, int at, int length, byte value) {
        int filled = Math.min(length, 64);
        for (int i = 0; i < filled; i++) {
            chunk.put(at + i, value);
        }
        while (filled < length) {
            int run = Math.min(Math.min(filled, 1 << 16), length - filled);
            chunk.put(at + filled, chunk, at, run);
            filled += run;
        }
    }

    /** Copies bytes of a bank, this or another, into this one, first to last. */
    void copyAscending(long target, MemoryBank from, long source, long length) {
        for (long done = 0; done < length; ) {
            int run = run(target + done, from.run(source + done, length - done));
            copyRun(target + done, from, source + done, run);
            done += run;
        }
    }

    /** Copies bytes of a bank, this or another, into this one, last to first. */
    void copyDescending(long target, MemoryBank from, long source, long length) {
        for (long left = length; left > 0; ) {
            int run = runBelow(target + left, from.runBelow(source + left, left));
            left -= run;
            copyRun(target + left, from, source + left, run);
        }
    }

    private int runBelow(long end, long limit) {
        return (int) Math.min(limit, ((end - 1) & mask) + 1);
    }

    private void copyRun(long target, MemoryBank from, long source, int run) {
        int chunk = (int) (source >>> from.shift);
        int into = (int) (target >>> shift);
        if (from.writable[chunk] == null && writable[into] == null) {
            return; // zeros onto zeros
        }
        forWriting(into)
                .put((int) target & mask, from.readable[chunk], (int) source & from.mask, run);
    }

    /** The number of chunks. */
    int chunks() {
        return readable.length;
    }

    /** The offset of a chunk. */
    long start(int chunk) {
        return (long) chunk << shift;
    }

    /** The pages of 4 KiB in a chunk that may hold something but zeros. */
    BitSet touchedPages(int chunk) {
        return writable[chunk] == null ? new BitSet() : source.touchedPages(chunk, length(chunk));
    }

    /** All of the block at an offset, a multiple of {@link #BLOCK}, will be written at once. */
    void useBlock(long offset) {
        source.useBlock((int) (offset >>> shift), (int) offset & mask);
    }

    /**
     * Gives the memory behind the bank back to the system. Views stay valid; what they show is
     * lost.
     */
    public void discard() {
        source.discard();
    }
}
