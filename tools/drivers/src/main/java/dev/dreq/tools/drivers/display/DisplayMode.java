package dev.dreq.tools.drivers.display;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A mode of the adapter.
 *
 * @param width in pixels
 * @param height in pixels
 * @param bitsPerPixel 16 or 32
 * @param keepsMemory when it is set: leaves video memory as it is; otherwise the screen is cleared
 */
public record DisplayMode(int width, int height, int bitsPerPixel, boolean keepsMemory) {
    /** Bytes of the structure: its members in order, 4 bytes each, little-endian. */
    public static final int SIZE = 16;

    private static final int SMALLEST = 64;
    private static final int LARGEST = 16_000;

    /** A mode whose screen is cleared when it is set. */
    public DisplayMode(int width, int height, int bitsPerPixel) {
        this(width, height, bitsPerPixel, false);
    }

    /** Reads the output of {@link DisplayControlCode#IOCTL_DISPLAY_QUERY_MODE}. */
    public static DisplayMode decode(byte[] structure) {
        ByteBuffer in = ByteBuffer.wrap(structure).order(ByteOrder.LITTLE_ENDIAN);
        return new DisplayMode(in.getInt(), in.getInt(), in.getInt(), in.getInt() != 0);
    }

    /** The input of {@link DisplayControlCode#IOCTL_DISPLAY_SET_MODE}. */
    public byte[] encode() {
        return ByteBuffer.allocate(SIZE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(width)
                .putInt(height)
                .putInt(bitsPerPixel)
                .putInt(keepsMemory ? 1 : 0)
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
