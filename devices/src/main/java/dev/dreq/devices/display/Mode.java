package dev.dreq.devices.display;

import dev.dreq.plugin.state.StateException;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;

/**
 * What is scanned out and how.
 *
 * @param width in pixels
 * @param height in pixels
 * @param bits of a pixel
 * @param pitch bytes from one line to the next, at least those of a line
 * @param first byte of the top left pixel
 * @param bigEndian how the bytes of a pixel are ordered
 */
record Mode(int width, int height, int bits, long pitch, long first, boolean bigEndian) {

    private static final int SMALLEST = 64;
    private static final int LARGEST = 16_000;

    /** Bytes of a pixel. */
    int bytes() {
        return bits / Byte.SIZE;
    }

    /** The byte behind the last pixel. */
    long end() {
        return first + (height - 1) * pitch + (long) width * bytes();
    }

    /** Whether an adapter with {@code vram} bytes can show it. */
    boolean isValid(long vram) {
        return (bits == 16 || bits == 32)
                && isResolution(width)
                && isResolution(height)
                && end() <= vram;
    }

    private static boolean isResolution(int pixels) {
        return SMALLEST <= pixels && pixels <= LARGEST;
    }

    void save(StateWriter out) {
        out.putLong("width", width);
        out.putLong("height", height);
        out.putLong("bits", bits);
        out.putLong("pitch", pitch);
        out.putLong("first", first);
        out.putBoolean("big-endian", bigEndian);
    }

    static Mode restored(StateReader in, int vram) {
        Mode mode =
                new Mode(
                        in.getInt("width", SMALLEST, LARGEST),
                        in.getInt("height", SMALLEST, LARGEST),
                        in.getInt("bits", 16, 32),
                        in.getInt("pitch", 0, vram),
                        in.getInt("first", 0, vram),
                        in.getBoolean("big-endian"));
        if (!mode.isValid(vram) || mode.pitch < (long) mode.width * mode.bytes()) {
            throw new StateException("%s does not fit %d bytes".formatted(mode, vram));
        }
        return mode;
    }
}
