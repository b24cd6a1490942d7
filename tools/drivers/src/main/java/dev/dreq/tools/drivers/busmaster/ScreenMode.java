package dev.dreq.tools.drivers.busmaster;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The input of {@link BusMasterControlCode#IOCTL_BUSMASTER_SET_MODE}.
 *
 * @param width pixels in a line; the adapter shows 64..16000
 * @param height lines, likewise
 * @param bitsPerPixel 16 or 32
 * @param keepsMemory leaves video memory as it is; otherwise the screen is cleared
 */
public record ScreenMode(int width, int height, int bitsPerPixel, boolean keepsMemory) {
    private static final int SMALLEST = 64;
    private static final int LARGEST = 16_000;

    /** Bytes of the structure: its members in order, 4 bytes each, little-endian. */
    public static final int SIZE = 16;

    /** A mode whose screen is cleared. */
    public ScreenMode(int width, int height, int bitsPerPixel) {
        this(width, height, bitsPerPixel, false);
    }

    /** The structure. */
    public byte[] encode() {
        return ByteBuffer.allocate(SIZE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(width)
                .putInt(height)
                .putInt(bitsPerPixel)
                .putInt(keepsMemory ? 1 : 0)
                .array();
    }

    static ScreenMode decode(byte[] structure) {
        ByteBuffer in = ByteBuffer.wrap(structure).order(ByteOrder.LITTLE_ENDIAN);
        return new ScreenMode(in.getInt(), in.getInt(), in.getInt(), in.getInt() != 0);
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
