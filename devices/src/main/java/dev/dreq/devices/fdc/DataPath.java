package dev.dreq.devices.fdc;

import dev.dreq.plugin.dma.DmaBurst;
import dev.dreq.plugin.dma.DmaChannel;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The way of data between the host and one sector's buffer, by DMA or by programmed I/O. A unit
 * opens it for a number of bytes and hears when they have passed, or when the controller's last
 * byte has.
 */
final class DataPath {

    /** The unit whose data pass. */
    @FunctionalInterface
    interface Unit {

        /**
         * The bytes opened for have passed, or terminal count came with one of them. The path is
         * closed; opening it again from here goes on within the same burst.
         *
         * @param moved bytes that passed since the path was opened
         * @param terminalCount whether the last of them was the channel's last
         */
        void passed(int moved, boolean terminalCount);
    }

    private final byte[] bytes = new byte[Geometry.SECTOR_BYTES];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes);
    private final InterruptPin interrupt;
    private final boolean interruptWhileOpen;
    private @Nullable DmaChannel channel;
    private @Nullable Unit unit;
    private boolean open;
    private boolean toHost;
    private boolean programmed;
    private boolean gate = true;
    private boolean dreq;

    /**
     * Makes a path.
     *
     * @param interruptWhileOpen whether INT follows each sector of programmed I/O, rather than
     *     staying from the first to the result
     */
    DataPath(InterruptPin interrupt, boolean interruptWhileOpen) {
        this.interrupt = interrupt;
        this.interruptWhileOpen = interruptWhileOpen;
    }

    void connect(DmaChannel dma) {
        channel = dma;
    }

    /** The buffer's content, for the disk's side. */
    byte[] bytes() {
        return bytes;
    }

    /** Begins an execution phase: who is served, and how. */
    void begin(Unit served, boolean byProgram) {
        unit = served;
        programmed = byProgram;
    }

    /** Names who is served, after a restore. */
    void resume(Unit served) {
        unit = served;
    }

    /** Asks the host to take the buffer's first {@code length} bytes, 1..512. */
    void give(int length) {
        open(length, true);
    }

    /** Asks the host to fill the buffer's first {@code length} bytes, 1..512. */
    void take(int length) {
        open(length, false);
    }

    private void open(int length, boolean direction) {
        buffer.clear().limit(length);
        toHost = direction;
        open = true;
        if (programmed) {
            interrupt.command(true);
        }
        drive();
    }

    /** Ends an execution phase: DREQ falls, no more bytes pass. */
    void close() {
        open = false;
        programmed = false;
        unit = null;
        drive();
    }

    /** Whether execution is by programmed I/O. */
    boolean programmed() {
        return programmed;
    }

    /** Whether a byte can be read from or written to the FIFO. */
    boolean ready() {
        return open && programmed;
    }

    /** Whether the data go to the host. */
    boolean toHost() {
        return toHost;
    }

    /** Opens or closes the gate between DREQ and the bus. */
    void gate(boolean through) {
        gate = through;
        drive();
    }

    private void drive() {
        boolean now = open && !programmed && gate;
        if (now != dreq && channel != null) {
            dreq = now;
            channel.request(now);
        }
    }

    /** DACK. */
    int transfer(DmaBurst burst) {
        int done = 0;
        while (open && !programmed && done < burst.length()) {
            int length = Math.min(buffer.remaining(), burst.length() - done);
            int end = buffer.limit();
            buffer.limit(buffer.position() + length);
            int from = buffer.position();
            if (toHost) {
                burst.give(buffer);
            } else {
                burst.take(buffer);
            }
            buffer.limit(end).position(from + length);
            done += length;
            boolean last = done == burst.length() && burst.terminalCount();
            if (last || !buffer.hasRemaining()) {
                pass(last);
            }
        }
        drive();
        return done;
    }

    /** A read of the FIFO while {@link #ready} and {@link #toHost}. */
    int readByte() {
        int value = buffer.get() & 0xff;
        passIfDone();
        return value;
    }

    /** A write of the FIFO while {@link #ready} and not {@link #toHost}. */
    void writeByte(int value) {
        buffer.put((byte) value);
        passIfDone();
    }

    private void passIfDone() {
        if (!buffer.hasRemaining()) {
            if (interruptWhileOpen) {
                interrupt.command(false);
            }
            pass(false);
        }
    }

    private void pass(boolean terminalCount) {
        Unit served = unit;
        open = false;
        if (served != null) {
            served.passed(buffer.position(), terminalCount);
        }
        drive();
    }

    void save(StateWriter out) {
        out.putBytes("buffer", bytes);
        out.putLong("position", buffer.position());
        out.putLong("limit", buffer.limit());
        out.putBoolean("open", open);
        out.putBoolean("to host", toHost);
        out.putBoolean("programmed", programmed);
        out.putBoolean("gate", gate);
        out.putBoolean("DREQ", dreq);
    }

    /** Takes the state of before; the wire itself is restored by the machine. */
    void restore(StateReader in) {
        System.arraycopy(in.getBytes("buffer", bytes.length), 0, bytes, 0, bytes.length);
        int limit = in.getInt("limit", 0, bytes.length);
        buffer.clear().limit(limit).position(in.getInt("position", 0, limit));
        open = in.getBoolean("open") && buffer.hasRemaining();
        toHost = in.getBoolean("to host");
        programmed = in.getBoolean("programmed");
        gate = in.getBoolean("gate");
        dreq = in.getBoolean("DREQ");
    }
}
