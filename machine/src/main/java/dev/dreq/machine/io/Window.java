package dev.dreq.machine.io;

import dev.dreq.machine.Trace;
import dev.dreq.plugin.io.AccessSizes;
import dev.dreq.plugin.io.IoHandler;
import dev.dreq.plugin.io.Register;
import java.util.List;

/**
 * A range of ports or of memory that a device decodes. It applies the handler's {@link AccessSizes}
 * and holds in what the handler throws; a read that throws gives all ones.
 */
public final class Window {

    private final String name;
    private final long base;
    private final long length;
    private final IoHandler handler;
    private final AccessSizes sizes;
    private final RegisterNames names;
    private final Enclosure device;
    private final Trace trace;

    /**
     * Makes a window.
     *
     * @param name what the device calls it
     * @param base its first port or address
     * @param length in ports or bytes, at least 1
     */
    public Window(
            String name, long base, long length, IoHandler handler, Enclosure device, Trace trace) {
        this.name = name;
        this.base = base;
        this.length = length;
        this.handler = handler;
        this.sizes = handler.accessSizes();
        this.names = new RegisterNames(handler.registers());
        this.device = device;
        this.trace = trace;
    }

    private Window(Window other, long base) {
        this.name = other.name;
        this.base = base;
        this.length = other.length;
        this.handler = other.handler;
        this.sizes = other.sizes;
        this.names = other.names;
        this.device = other.device;
        this.trace = other.trace;
    }

    /** The same window at another place. */
    public Window at(long newBase) {
        return new Window(this, newBase);
    }

    /** Its first port or address. */
    public long base() {
        return base;
    }

    /** Its length in ports or bytes. */
    public long length() {
        return length;
    }

    /** The declared registers in the window. */
    public List<Register> registers() {
        return handler.registers();
    }

    /** Whether an access that starts in the window is for the device. */
    public boolean takes(int size) {
        return sizes.takes(size);
    }

    /** The largest access in bytes that it takes. */
    public int largest() {
        return sizes.max();
    }

    /**
     * Reads the part of an access that lies in the window.
     *
     * @param offset from the start of the window
     * @param size in bytes, 1..8, all of them within the window
     */
    public long read(long offset, int size) {
        if (size <= sizes.unit() && size >= sizes.min() && Integer.bitCount(size) == 1) {
            return readPiece(offset, size);
        }
        long value = 0;
        int done = 0;
        while (done < size) {
            int piece = piece(size - done);
            long part = piece < sizes.min() ? ones(piece) : readPiece(offset + done, piece);
            value |= part << (8 * done);
            done += piece;
        }
        return value;
    }

    /**
     * Writes the part of an access that lies in the window.
     *
     * @param offset from the start of the window
     * @param size in bytes, 1..8, all of them within the window
     */
    public void write(long offset, int size, long value) {
        int done = 0;
        while (done < size) {
            int piece = piece(size - done);
            if (piece >= sizes.min()) {
                writePiece(offset + done, piece, (value >>> (8 * done)) & ones(piece));
            }
            done += piece;
        }
    }

    private int piece(int left) {
        return Math.min(sizes.unit(), Integer.highestOneBit(left));
    }

    private long readPiece(long offset, int size) {
        if (device.isCutOff()) {
            return ones(size);
        }
        try {
            long value = handler.read(offset, size) & ones(size);
            trace.registerRead(device.name(), name, names.at(offset), offset, size, value);
            return value;
        } catch (Throwable thrown) {
            device.fault(thrown);
            return ones(size);
        }
    }

    private void writePiece(long offset, int size, long value) {
        if (device.isCutOff()) {
            return;
        }
        try {
            trace.registerWrite(device.name(), name, names.at(offset), offset, size, value);
            handler.write(offset, size, value);
        } catch (Throwable thrown) {
            device.fault(thrown);
        }
    }

    /** All ones in that many bytes, 1..8. */
    public static long ones(int size) {
        return -1L >>> (Long.SIZE - 8 * size);
    }
}
