package dev.dreq.machine.cache;

import dev.dreq.plugin.cpu.CpuBus;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The cached part of one page of RAM: lines that were fetched, and which of their bytes were stored
 * since. Offsets are in the page and the caller's to keep there.
 */
final class CachePage {

    static final int SIZE = 4096;
    static final int LINE = 64;

    private static final VarHandle SHORTS = view(short[].class);
    private static final VarHandle INTS = view(int[].class);
    private static final VarHandle LONGS = view(long[].class);

    private final CpuBus memory;
    private final byte[] bytes = new byte[SIZE];

    /** By line. */
    private final BitSet fetched = new BitSet(SIZE / LINE);

    /** By byte, so that writing back does no harm to what lies beside it in a line. */
    private final BitSet dirty = new BitSet(SIZE);

    private long address;

    /** An empty copy of the page at an address. */
    CachePage(CpuBus memory, long address) {
        this.memory = memory;
        this.address = address;
    }

    private static VarHandle view(Class<?> array) {
        return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
    }

    long address() {
        return address;
    }

    /** Writes back what it holds and becomes the empty copy of another page. */
    void replace(long newAddress) {
        drop();
        address = newAddress;
    }

    /** Loads 1, 2, 4 or 8 bytes, little-endian; the bits above them are zero. */
    long load(int offset, int size) {
        fetch(offset, offset + size);
        return switch (size) {
            case 1 -> bytes[offset] & 0xff;
            case 2 -> (short) SHORTS.get(bytes, offset) & 0xffff;
            case 4 -> (int) INTS.get(bytes, offset) & 0xffff_ffffL;
            default -> (long) LONGS.get(bytes, offset);
        };
    }

    /** Stores the low 1, 2, 4 or 8 bytes of a value, little-endian. */
    void store(int offset, int size, long value) {
        claim(offset, offset + size);
        switch (size) {
            case 1 -> bytes[offset] = (byte) value;
            case 2 -> SHORTS.set(bytes, offset, (short) value);
            case 4 -> INTS.set(bytes, offset, (int) value);
            default -> LONGS.set(bytes, offset, value);
        }
    }

    void read(int offset, byte[] target, int index, int length) {
        fetch(offset, offset + length);
        System.arraycopy(bytes, offset, target, index, length);
    }

    void write(int offset, byte[] source, int index, int length) {
        claim(offset, offset + length);
        System.arraycopy(source, index, bytes, offset, length);
    }

    void fill(int offset, int length, byte value) {
        claim(offset, offset + length);
        Arrays.fill(bytes, offset, offset + length, value);
    }

    /** Gets the lines that bytes lie in, as far as they are not there. */
    private void fetch(int from, int to) {
        int end = (to + LINE - 1) / LINE;
        for (int line = fetched.nextClearBit(from / LINE); line < end; ) {
            int run = Math.min(nextFetched(line), end);
            int start = line * LINE;
            memory.read(address + start, bytes, start, run * LINE - start);
            fetched.set(line, run);
            line = fetched.nextClearBit(run);
        }
    }

    /** Makes bytes ours before they are stored: only lines stored in part are fetched. */
    private void claim(int from, int to) {
        if (from % LINE != 0) {
            fetch(from, from + 1);
        }
        if (to % LINE != 0) {
            fetch(to - 1, to);
        }
        fetched.set(from / LINE, (to + LINE - 1) / LINE);
        dirty.set(from, to);
    }

    private int nextFetched(int line) {
        int next = fetched.nextSetBit(line);
        return next < 0 ? SIZE / LINE : next;
    }

    /** Writes stored bytes back. */
    void clean(int from, int to) {
        for (int start = dirty.nextSetBit(from); start >= 0 && start < to; ) {
            int end = Math.min(dirty.nextClearBit(start), to);
            memory.write(address + start, bytes, start, end - start);
            dirty.clear(start, end);
            start = dirty.nextSetBit(end);
        }
    }

    /** Forgets stored bytes, and fetches anew what had been fetched. */
    void invalidate(int from, int to) {
        dirty.clear(from, to);
        for (int line = nextFetched(from / LINE); line * LINE < to; ) {
            int run = fetched.nextClearBit(line);
            int start = Math.max(line * LINE, from);
            int end = Math.min(run * LINE, to);
            memory.read(address + start, bytes, start, end - start);
            line = nextFetched(run);
        }
    }

    /** Writes all back and holds nothing. */
    void drop() {
        clean(0, SIZE);
        fetched.clear();
    }
}
