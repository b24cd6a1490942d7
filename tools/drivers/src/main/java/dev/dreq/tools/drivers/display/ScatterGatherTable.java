package dev.dreq.tools.drivers.display;

import dev.dreq.hal.mm.Mm;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The table that the engine fetches when a command starts, in a common buffer. */
final class ScatterGatherTable {
    /** Bytes of an entry: u64 address, u32 length, u32 flags, which are 0. */
    private static final int ENTRY = 16;

    /** More would take another page, and so another map register. */
    private static final int MOST_ENTRIES = 256;

    private final Mm mm;
    private final long va;
    private final long logicalAddress;
    private final int entries;
    private final ByteBuffer image;

    /** A table in a common buffer of {@link #bytes} bytes. */
    ScatterGatherTable(Mm mm, long va, long logicalAddress, EngineCapabilities engine) {
        this.mm = mm;
        this.va = va;
        this.logicalAddress = logicalAddress;
        this.entries = entries(engine);
        this.image = ByteBuffer.allocate(bytes(engine)).order(ByteOrder.LITTLE_ENDIAN);
    }

    static int bytes(EngineCapabilities engine) {
        return entries(engine) * ENTRY;
    }

    private static int entries(EngineCapabilities engine) {
        return Math.min(engine.maxEntries(), MOST_ENTRIES);
    }

    int entries() {
        return entries;
    }

    long va() {
        return va;
    }

    long logicalAddress() {
        return logicalAddress;
    }

    /** Fills in the next {@code bytes} bytes of a list; returns in how many entries. */
    int fill(ListCursor cursor, int bytes) {
        image.clear();
        int count =
                cursor.take(
                        bytes,
                        (address, length) -> image.putLong(address).putInt(length).putInt(0));
        mm.write(va, image.array(), 0, count * ENTRY);
        return count;
    }
}
