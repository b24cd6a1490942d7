package dev.dreq.tools.drivers.display;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What is to be moved: a buffer that holds the pixels of a rectangle line by line, with nothing
 * between the lines, in the format of the mode.
 *
 * @param buffer virtual address of the first pixel, in user or system space
 * @param x leftmost pixel, from 0 on
 * @param y topmost line, from 0 on
 * @param width in pixels, 1 or more
 * @param height in lines, 1 or more
 */
public record RectangleRequest(long buffer, int x, int y, int width, int height) {
    /** Bytes of the structure: its members in order, 8 and 4 bytes each, little-endian. */
    public static final int SIZE = 24;

    /** The input of the control codes that move a rectangle. */
    public byte[] encode() {
        return ByteBuffer.allocate(SIZE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(buffer)
                .putInt(x)
                .putInt(y)
                .putInt(width)
                .putInt(height)
                .array();
    }

    static RectangleRequest decode(byte[] structure) {
        ByteBuffer in = ByteBuffer.wrap(structure).order(ByteOrder.LITTLE_ENDIAN);
        return new RectangleRequest(
                in.getLong(), in.getInt(), in.getInt(), in.getInt(), in.getInt());
    }

    /** Whether the rectangle has pixels, and all of them are the mode's. */
    boolean inside(DisplayMode mode) {
        return x >= 0
                && y >= 0
                && width >= 1
                && height >= 1
                && width <= mode.width() - (long) x
                && height <= mode.height() - (long) y;
    }
}
