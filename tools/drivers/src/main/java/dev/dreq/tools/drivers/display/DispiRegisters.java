package dev.dreq.tools.drivers.display;

import dev.dreq.hal.video.VideoPort;

/** The mode-setting registers (DISPI) of the adapter, 16 bits each. */
final class DispiRegisters {
    private static final int DISPI = 0x500;
    private static final int ID = 0;
    private static final int XRES = 1;
    private static final int YRES = 2;
    private static final int BPP = 3;
    private static final int ENABLE = 4;
    private static final int VIRT_WIDTH = 6;
    private static final int VIRT_HEIGHT = 7;
    private static final int X_OFFSET = 8;
    private static final int Y_OFFSET = 9;
    private static final int VIDEO_MEMORY_64K = 0xa;

    private static final int ENABLED = 0x01;
    private static final int LINEAR_FRAME_BUFFER = 0x40;
    private static final int NO_CLEAR_MEMORY = 0x80;

    private final VideoPort video;
    private final long base;

    DispiRegisters(VideoPort video, long registers) {
        this.video = video;
        this.base = registers + DISPI;
    }

    /** Whether something answers here as a DISPI with a linear frame buffer does. */
    boolean present() {
        int id = read(ID);
        return id >= 0xb0c2 && id <= 0xb0cf;
    }

    /** Bytes of video memory. */
    long videoMemory() {
        return (long) read(VIDEO_MEMORY_64K) << 16;
    }

    /** What is shown; all zero if nothing is. */
    DisplayMode mode() {
        return (read(ENABLE) & ENABLED) == 0
                ? new DisplayMode(0, 0, 0)
                : new DisplayMode(read(XRES), read(YRES), read(BPP));
    }

    /** Bytes from one line to the next. */
    int pitch(DisplayMode mode) {
        return Math.max(read(VIRT_WIDTH), mode.width()) * mode.bytesPerPixel();
    }

    /** Shows a mode from the first byte of video memory on. */
    void set(DisplayMode mode) {
        off();
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

    /** Shows nothing. */
    void off() {
        write(ENABLE, 0);
    }

    private int read(int index) {
        return video.readRegisterUshort(base + 2L * index);
    }

    private void write(int index, int value) {
        video.writeRegisterUshort(base + 2L * index, value);
    }
}
