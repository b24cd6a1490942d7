package dev.dreq.devices.display;

import dev.dreq.plugin.io.Register;
import dev.dreq.plugin.state.StateException;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The ring of commands in a common buffer, and the registers that tell where it is. An entry is
 * read once, and its status written back once. An entry of 32 bytes holds, little-endian: host (64
 * bits), count, control, vram, pitch, line, status.
 */
final class Ring {

    private static final int ENTRY = 32;
    private static final int COUNT = 8;
    private static final int CONTROL = 12;
    private static final int VRAM = 16;
    private static final int PITCH = 20;
    private static final int LINE = 24;
    private static final int STATUS = 28;
    private static final int SMALLEST = 2;
    private static final int LARGEST = 4096;

    private final HostMemory memory;
    private final Consumer<String> guestError;
    private final Runnable doorbell;
    private final ByteBuffer entry =
            ByteBuffer.allocateDirect(ENTRY).order(ByteOrder.LITTLE_ENDIAN);

    private final Register low =
            Register.named("RING_LO", 0x840, 4).writable(0).onWrite(this::writeLow);
    private final Register high;
    private final Register size =
            Register.named("RING_SIZE", 0x848, 4).writable(0).onWrite(this::writeSize);
    private final Register tail =
            Register.named("RING_TAIL", 0x84c, 4).writable(0).onWrite(this::writeTail);
    private final Register head = Register.named("RING_HEAD", 0x850, 4).readOnly();

    private boolean underWay;
    private long entryAddress;
    private int next;

    /**
     * Makes a ring that is off.
     *
     * @param doorbell called when the guest has added entries, or says so
     */
    Ring(HostMemory memory, boolean dma64, Consumer<String> guestError, Runnable doorbell) {
        this.memory = memory;
        this.guestError = guestError;
        this.doorbell = doorbell;
        Register upper = Register.named("RING_HI", 0x844, 4).writable(0);
        high = dma64 ? upper.onWrite(this::writeHigh) : upper;
    }

    List<Register> registers() {
        return List.of(low, high, size, tail, head);
    }

    private void writeLow(long value) {
        if (mayMove()) {
            low.set(value & -ENTRY);
        }
    }

    private void writeHigh(long value) {
        if (mayMove()) {
            high.set(value);
        }
    }

    private boolean mayMove() {
        if (size.get() != 0) {
            guestError.accept("the ring's base was written while RING_SIZE is not 0");
        }
        return size.get() == 0;
    }

    private void writeSize(long value) {
        if (value == 0) {
            size.set(0);
        } else if (!isSize(value)) {
            guestError.accept("RING_SIZE cannot be %d".formatted(value));
        } else if (size.get() != 0 || underWay) {
            guestError.accept("RING_SIZE was written while the ring is at work");
        } else {
            size.set(value);
            tail.set(0);
            head.set(0);
        }
    }

    private static boolean isSize(long value) {
        return SMALLEST <= value && value <= LARGEST && Long.bitCount(value) == 1;
    }

    private void writeTail(long value) {
        if (value < size.get()) {
            tail.set(value);
            doorbell.run();
        } else {
            guestError.accept(
                    "RING_TAIL %d is outside of a ring of %d".formatted(value, size.get()));
        }
    }

    /** Whether there are entries to run. */
    boolean hasWork() {
        return size.get() != 0 && head.get() != tail.get();
    }

    /** Reads the entry at the head. */
    @Nullable EngineError fetch() {
        int index = (int) head.get();
        long base = high.get() << 32 | low.get();
        entryAddress = base + (long) index * ENTRY;
        next = (index + 1) & ((int) size.get() - 1);
        underWay = true;
        EngineError error = memory.check(base, (long) (index + 1) * ENTRY);
        return error == null ? memory.move(entryAddress, entry.clear(), false) : error;
    }

    /** The command in the entry under way. */
    Packet packet() {
        int control = entry.getInt(CONTROL);
        return new Packet(
                entry.getLong(0),
                unsigned(COUNT),
                (control & Engine.TO_HOST) != 0,
                (control & Engine.SG) != 0,
                new Rectangle(unsigned(VRAM), unsigned(PITCH), unsigned(LINE)));
    }

    private long unsigned(int field) {
        return Integer.toUnsignedLong(entry.getInt(field));
    }

    /** Whether the entry under way asks for an interrupt. */
    boolean interrupts() {
        return (entry.getInt(CONTROL) & Engine.IRQ_EN) != 0;
    }

    /** Writes the status of the entry under way back and goes on to the next. */
    @Nullable EngineError complete(int status) {
        entry.putInt(STATUS, status);
        EngineError error =
                memory.move(entryAddress + STATUS, entry.clear().position(STATUS), true);
        if (error == null) {
            underWay = false;
            head.set(next);
        }
        return error;
    }

    /** Switches the ring off. */
    void stop() {
        underWay = false;
        size.set(0);
    }

    /** Forgets the entry under way; the registers are reset with all others. */
    void reset() {
        underWay = false;
    }

    void save(StateWriter out) {
        byte[] held = new byte[ENTRY];
        entry.get(0, held);
        out.putBytes("entry", held);
        out.putLong("address", entryAddress);
        out.putLong("next", next);
    }

    /**
     * Takes over what was there; the registers have been restored.
     *
     * @param busy an entry is under way
     */
    void restore(StateReader in, boolean busy) {
        underWay = busy;
        entry.put(0, in.getBytes("entry", ENTRY));
        entryAddress = in.getLong("address");
        next = in.getInt("next", 0, LARGEST - 1);
        long entries = size.get();
        long bound = entries == 0 ? LARGEST : entries;
        if ((entries != 0 && !isSize(entries))
                || head.get() >= bound
                || tail.get() >= bound
                || (busy && next >= bound)) {
            throw new StateException(
                    "there is no ring of %d with head %d and tail %d"
                            .formatted(entries, head.get(), tail.get()));
        }
    }
}
