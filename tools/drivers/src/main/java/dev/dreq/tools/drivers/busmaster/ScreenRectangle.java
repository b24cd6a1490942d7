package dev.dreq.tools.drivers.busmaster;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A part of the screen, in pixels from its upper left corner.
 *
 * @param x of the leftmost pixel
 * @param y of the uppermost line
 * @param width at least 1
 * @param height at least 1
 */
public record ScreenRectangle(int x, int y, int width, int height) {

    /** Bytes of the structure: its members in order, 4 bytes each, little-endian. */
    public static final int SIZE = 16;

    /** The structure. */
    public byte[] encode() {
        return ByteBuffer.allocate(SIZE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(x)
                .putInt(y)
                .putInt(width)
                .putInt(height)
                .array();
    }

    static ScreenRectangle decode(byte[] structure) {
        ByteBuffer in = ByteBuffer.wrap(structure).order(ByteOrder.LITTLE_ENDIAN);
        return new ScreenRectangle(in.getInt(), in.getInt(), in.getInt(), in.getInt());
    }

    /** Whether it is a part of a screen in this mode. */
    boolean isWithin(ScreenMode mode) {
        return x >= 0
                && y >= 0
                && width >= 1
                && height >= 1
                && width <= mode.width() - x
                && height <= mode.height() - y;
    }

    /** Where its bytes are in video memory; it is a part of the screen. */
    VramWindow window(ScreenMode mode) {
        int first = y * mode.pitch() + x * mode.bytesPerPixel();
        return VramWindow.of(first, mode.pitch(), width * mode.bytesPerPixel(), height);
    }
}
