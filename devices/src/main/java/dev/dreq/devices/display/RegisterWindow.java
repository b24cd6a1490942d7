package dev.dreq.devices.display;

import dev.dreq.plugin.io.AccessSizes;
import dev.dreq.plugin.io.IoHandler;
import dev.dreq.plugin.io.Register;
import dev.dreq.plugin.io.RegisterBlock;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import java.util.List;

/**
 * The 4 KiB of registers. An aligned access of 32 bits reaches any of them; every other one is
 * taken apart, lowest address first, into aligned pieces of at most 32 bits, which each part of the
 * window answers in its own way. Where there is nothing, reads give all ones.
 */
final class RegisterWindow implements IoHandler {

    /** Bytes of the window. */
    static final int SIZE = 0x1000;

    private static final int EDID_END = 0x400;
    private static final int DISPI_END = Dispi.BASE + 0x18;
    private static final int EXTENSION_END = Dispi.EXTENSION + 8;
    private static final int ENGINE = 0x800;
    private static final int DWORD = 4;

    private final byte[] edid;
    private final RegisterBlock block;

    /**
     * Makes a window.
     *
     * @param edid what the first bytes read; behind it come zeros
     * @param registers all others
     */
    RegisterWindow(byte[] edid, List<Register> registers) {
        this.edid = edid;
        block = RegisterBlock.of(SIZE, AccessSizes.ANY, registers.toArray(Register[]::new));
    }

    @Override
    public AccessSizes accessSizes() {
        return AccessSizes.ANY;
    }

    @Override
    public List<Register> registers() {
        return block.registers();
    }

    @Override
    public long read(long offset, int size) {
        int at = (int) offset;
        if (isDword(at, size) && at >= ENGINE) {
            return block.read(at, size);
        }
        long value = 0;
        int done = 0;
        while (done < size) {
            int length = piece(at + done, size - done);
            long ones = -1L >>> (Long.SIZE - Byte.SIZE * length);
            value |= (readPiece(at + done, length) & ones) << (Byte.SIZE * done);
            done += length;
        }
        return value;
    }

    @Override
    public void write(long offset, int size, long value) {
        int at = (int) offset;
        if (isDword(at, size) && at >= ENGINE) {
            block.write(at, size, value);
            return;
        }
        int done = 0;
        while (done < size) {
            int length = piece(at + done, size - done);
            long ones = -1L >>> (Long.SIZE - Byte.SIZE * length);
            writePiece(at + done, length, value >>> (Byte.SIZE * done) & ones);
            done += length;
        }
    }

    private static boolean isDword(int at, int size) {
        return size == DWORD && at % DWORD == 0;
    }

    /** The length of the largest aligned piece at the beginning of {@code left} bytes. */
    private static int piece(int at, int left) {
        int aligned = Integer.lowestOneBit(at | DWORD);
        return Math.min(aligned, Integer.highestOneBit(left));
    }

    private long readPiece(int at, int length) {
        if (at < EDID_END) {
            return readEdid(at, length);
        }
        if (isDispi(at)) {
            return length == 1 ? block.read(at & ~1, 2) : block.read(at, length);
        }
        if (isExtension(at)) {
            return length == DWORD ? block.read(at, length) : 0;
        }
        return -1;
    }

    private void writePiece(int at, int length, long value) {
        if (isDispi(at)) {
            block.write(at & ~1, Math.max(2, length), value);
        } else if (isExtension(at) && length == DWORD) {
            block.write(at, length, value);
        }
    }

    private static boolean isDispi(int at) {
        return Dispi.BASE <= at && at < DISPI_END;
    }

    private static boolean isExtension(int at) {
        return Dispi.EXTENSION <= at && at < EXTENSION_END;
    }

    private long readEdid(int at, int length) {
        long value = 0;
        for (int i = Math.min(at + length, edid.length) - 1; i >= at; i--) {
            value = value << Byte.SIZE | Byte.toUnsignedLong(edid[i]);
        }
        return value;
    }

    void reset() {
        block.reset();
    }

    void save(StateWriter out) {
        block.save(out);
    }

    void restore(StateReader in) {
        block.restore(in);
    }
}
