package dev.dreq.tools.drivers.busmaster;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The input of {@link BusMasterControlCode#IOCTL_BUSMASTER_SET_MODE}.
 *
 * @param width pixels in a line; the adapter shows 64..16000
 * @param height lines, likewise
 * @param bitsPerPixel 16 or 32
 */
public record ScreenMode(int width, int height, int bitsPerPixel) {
    private static final int SMALLEST = 64;
    private static final int LARGEST = 16_000;

    /** Bytes of the structure: its members in order, 4 bytes each, little-endian. */
    public static final int SIZE = 12;

    /** The structure. */
    public byte[] encode() {
        return ByteBuffer.allocate(SIZE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(width)
                .putInt(height)
                .putInt(bitsPerPixel)
                .array();
    }

    static ScreenMode decode(byte[] structure) {
        ByteBuffer in = ByteBuffer.wrap(structure).order(ByteOrder.LITTLE_ENDIAN);
        return new ScreenMode(in.getInt(), in.getInt(), in.getInt());
    }

    /** Whether an adapter with so much video memory shows it. */
    boolean fits(long videoMemory) {
        return isExtent(width)
                && isExtent(height)
                && (bitsPerPixel == 16 || bitsPerPixel == 32)
                && (long) pitch() * height <= videoMemory;
    }

    private static boolean isExtent(int pixels) {
        return SMALLEST <= pixels && pixels <= LARGEST;
    }

    int bytesPerPixel() {
        return bitsPerPixel / 8;
    }

    /** Bytes from one line to the next. */
    int pitch() {
        return width * bytesPerPixel();
    }
}
