package dev.dreq.devices.display;

import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The ranges of host memory that a command moves, in order: the engine's own copy, so that it reads
 * a guest's table once. An entry is a 64-bit address, a 32-bit length and 32 bits of flags,
 * little-endian.
 */
final class ScatterGatherTable {

    /** Bytes of an entry, and the alignment of a table. */
    static final int ENTRY = 16;

    private static final int LENGTH = 8;
    private static final int FLAGS = 12;

    private final ByteBuffer entries;
    private int count;

    /**
     * Makes an empty table.
     *
     * @param most how many entries it can hold
     */
    ScatterGatherTable(int most) {
        entries = ByteBuffer.allocateDirect(most * ENTRY).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** How many entries it can hold. */
    int most() {
        return entries.capacity() / ENTRY;
    }

    /** Holds one range. */
    void single(long address, long length) {
        entries.putLong(0, address).putInt(LENGTH, (int) length).putInt(FLAGS, 0);
        count = 1;
    }

    /**
     * Reads a table from host memory.
     *
     * @param size entries, 1 to {@link #most}
     */
    @Nullable EngineError fetch(HostMemory memory, long address, int size) {
        count = size;
        return memory.move(address, entries.clear().limit(size * ENTRY), false);
    }

    /** How many entries it holds. */
    int count() {
        return count;
    }

    long address(int entry) {
        return entries.getLong(entry * ENTRY);
    }

    long length(int entry) {
        return Integer.toUnsignedLong(entries.getInt(entry * ENTRY + LENGTH));
    }

    int flags(int entry) {
        return entries.getInt(entry * ENTRY + FLAGS);
    }

    void save(StateWriter out) {
        byte[] held = new byte[count * ENTRY];
        entries.get(0, held);
        out.putLong("entries", count);
        out.putBytes("table", held);
    }

    void restore(StateReader in) {
        count = in.getInt("entries", 0, most());
        entries.put(0, in.getBytes("table", count * ENTRY));
    }
}
