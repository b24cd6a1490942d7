package dev.dreq.tools.testkit;

import dev.dreq.plugin.dma.AddressSpace;
import dev.dreq.plugin.dma.BusStatus;
import dev.dreq.plugin.state.StateException;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * One transfer of the loop-back master: where it is in memory, in its table and in the buffer. An
 * entry is read once, when its turn comes.
 */
final class LoopbackRun {

    /** Bytes of an entry: address (8), length (4), and 4 that do not matter. */
    static final int ENTRY = 16;

    private static final long LINES_32 = 1L << 32;

    private final AddressSpace bus;
    private final ByteBuffer buffer;
    private final LoopbackMaster.Limits limits;
    private final ByteBuffer entry = ByteBuffer.allocate(ENTRY).order(ByteOrder.LITTLE_ENDIAN);

    private boolean toMemory;
    private long start;
    private long table;
    private long entriesLeft;
    private long address;
    private long left;
    private long moved;

    LoopbackRun(AddressSpace bus, ByteBuffer buffer, LoopbackMaster.Limits limits) {
        this.bus = bus;
        this.buffer = buffer.duplicate();
        this.limits = limits;
    }

    /**
     * Begins with one range.
     *
     * @param offset where in the buffer
     */
    @Nullable LoopbackError range(boolean out, long offset, long firstByte, long length) {
        begin(out, offset);
        return take(firstByte, length);
    }

    /** Begins with a table of so many entries. */
    @Nullable LoopbackError table(boolean out, long offset, long firstEntry, long entries) {
        begin(out, offset);
        if (entries == 0 || entries > limits.maxSg()) {
            return LoopbackError.LENGTH;
        }
        table = firstEntry;
        entriesLeft = entries;
        return check(firstEntry, entries * ENTRY);
    }

    private void begin(boolean out, long offset) {
        toMemory = out;
        start = offset;
        entriesLeft = 0;
        left = 0;
        moved = 0;
    }

    private @Nullable LoopbackError take(long firstByte, long length) {
        if (length == 0 || moved + length > limits.maxTransfer()) {
            return LoopbackError.LENGTH;
        }
        address = firstByte;
        left = length;
        return check(firstByte, length);
    }

    private @Nullable LoopbackError check(long firstByte, long length) {
        long last = firstByte + length - 1;
        boolean wraps = Long.compareUnsigned(last, firstByte) < 0;
        boolean beyond = !limits.dma64() && Long.compareUnsigned(last, LINES_32) >= 0;
        return wraps || beyond ? LoopbackError.ADDRESS : null;
    }

    /** Moves the next bytes, at most {@code most}; tells what stopped it. */
    @Nullable LoopbackError step(long most) {
        long end = moved + most;
        while (!done() && moved < end) {
            LoopbackError error = left == 0 ? fetch() : move(Math.min(left, end - moved));
            if (error != null) {
                return error;
            }
        }
        return null;
    }

    private @Nullable LoopbackError fetch() {
        BusStatus status = bus.read(table, entry.clear());
        if (status != BusStatus.OK) {
            return LoopbackError.of(status);
        }
        table += ENTRY;
        entriesLeft--;
        return take(entry.getLong(0), Integer.toUnsignedLong(entry.getInt(Long.BYTES)));
    }

    private @Nullable LoopbackError move(long most) {
        int at = (int) ((start + moved) % buffer.capacity());
        int length = (int) Math.min(most, buffer.capacity() - at);
        buffer.clear().position(at).limit(at + length);
        BusStatus status = toMemory ? bus.write(address, buffer) : bus.read(address, buffer);
        int done = buffer.position() - at;
        address += done;
        left -= done;
        moved += done;
        return LoopbackError.of(status);
    }

    boolean done() {
        return left == 0 && entriesLeft == 0;
    }

    long moved() {
        return moved;
    }

    void save(StateWriter out) {
        out.putBoolean("toMemory", toMemory);
        out.putLong("start", start);
        out.putLong("table", table);
        out.putLong("entriesLeft", entriesLeft);
        out.putLong("address", address);
        out.putLong("left", left);
        out.putLong("moved", moved);
    }

    void load(StateReader in) {
        toMemory = in.getBoolean("toMemory");
        start = in.getLong("start") & 0xffff_ffffL;
        table = in.getLong("table");
        entriesLeft = in.getInt("entriesLeft", 0, limits.maxSg());
        address = in.getLong("address");
        left = in.getInt("left", 0, (int) limits.maxTransfer());
        moved = in.getInt("moved", 0, (int) limits.maxTransfer());
        if (moved + left > limits.maxTransfer()) {
            throw new StateException(
                    "moved is %d and left is %d; one transfer has %d"
                            .formatted(moved, left, limits.maxTransfer()));
        }
    }
}
