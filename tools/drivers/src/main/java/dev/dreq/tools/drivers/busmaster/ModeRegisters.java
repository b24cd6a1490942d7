package dev.dreq.tools.drivers.busmaster;

import dev.dreq.hal.io.Hardware;

/** The adapter's DISPI registers, at 500 of its second memory range. */
final class ModeRegisters {
    private static final int BASE = 0x500;

    private static final int ID = 0x0;
    private static final int XRES = 0x1;
    private static final int YRES = 0x2;
    private static final int BPP = 0x3;
    private static final int ENABLE = 0x4;
    private static final int VIRT_WIDTH = 0x6;
    private static final int VIRT_HEIGHT = 0x7;
    private static final int X_OFFSET = 0x8;
    private static final int Y_OFFSET = 0x9;
    private static final int VIDEO_MEMORY_64K = 0xa;

    private static final int ID_FAMILY = 0xb0c0;
    private static final int ENABLED = 1 << 0;
    private static final int LINEAR_FRAME_BUFFER = 1 << 6;
    private static final int NO_CLEAR_MEMORY = 1 << 7;

    private final Hardware hardware;
    private final long base;

    /** The registers of a range that is mapped at {@code base}. */
    ModeRegisters(Hardware hardware, long base) {
        this.hardware = hardware;
        this.base = base;
    }

    /** Whether there are such registers. */
    boolean answer() {
        return (read(ID) & 0xfff0) == ID_FAMILY;
    }

    /** Bytes. */
    long videoMemory() {
        return (long) read(VIDEO_MEMORY_64K) << 16;
    }

    /** Sets a mode that fits. */
    void set(ScreenMode mode) {
        write(ENABLE, 0);
        write(XRES, mode.width());
        write(YRES, mode.height());
        write(BPP, mode.bitsPerPixel());
        write(VIRT_WIDTH, mode.width());
        write(VIRT_HEIGHT, mode.height());
        write(X_OFFSET, 0);
        write(Y_OFFSET, 0);
        int enable = ENABLED | LINEAR_FRAME_BUFFER;
        write(ENABLE, mode.keepsMemory() ? enable | NO_CLEAR_MEMORY : enable);
    }

    private int read(int index) {
        return hardware.readRegisterUshort(base + BASE + 2L * index);
    }

    private void write(int index, int value) {
        hardware.writeRegisterUshort(base + BASE + 2L * index, value);
    }
}
