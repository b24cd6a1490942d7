package dev.dreq.tools.drivers.display;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A mode of the adapter.
 *
 * @param width in pixels
 * @param height in pixels
 * @param bitsPerPixel 16 or 32
 */
public record DisplayMode(int width, int height, int bitsPerPixel) {
    /** Bytes of the structure: its members in order, 4 bytes each, little-endian. */
    public static final int SIZE = 12;

    private static final int SMALLEST = 64;
    private static final int LARGEST = 16_000;

    /** Reads the output of {@link DisplayControlCode#IOCTL_DISPLAY_QUERY_MODE}. */
    public static DisplayMode decode(byte[] structure) {
        ByteBuffer in = ByteBuffer.wrap(structure).order(ByteOrder.LITTLE_ENDIAN);
        return new DisplayMode(in.getInt(), in.getInt(), in.getInt());
    }

    /** The input of {@link DisplayControlCode#IOCTL_DISPLAY_SET_MODE}. */
    public byte[] encode() {
        return ByteBuffer.allocate(SIZE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(width)
                .putInt(height)
                .putInt(bitsPerPixel)
                .array();
    }

    /** Whether an adapter with so much video memory has this mode. */
    boolean fits(long videoMemory) {
        return (bitsPerPixel == 16 || bitsPerPixel == 32)
                && width >= SMALLEST
                && width <= LARGEST
                && height >= SMALLEST
                && height <= LARGEST
                && (long) width * height * bytesPerPixel() <= videoMemory;
    }

    int bytesPerPixel() {
        return bitsPerPixel / 8;
    }
}
