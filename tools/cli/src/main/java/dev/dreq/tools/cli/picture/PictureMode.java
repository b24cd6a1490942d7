package dev.dreq.tools.cli.picture;

import dev.dreq.plugin.settings.Quantity;
import dev.dreq.tools.cli.job.Card;
import dev.dreq.tools.cli.line.UsageException;

/**
 * The smallest mode of 32 bits per pixel that holds a picture.
 *
 * @param picture its name, for messages
 * @param width in pixels
 * @param height in pixels
 */
public record PictureMode(String picture, int width, int height) {

    /** Bits of a pixel, on the screen and in buffers. */
    static final int BITS_PER_PIXEL = Integer.SIZE;

    /** Bytes of a pixel. */
    static final int BYTES_PER_PIXEL = Integer.BYTES;

    /** The most pixels that a mode has, either way. */
    private static final int LARGEST = 16_000;

    private static final int SMALLEST = 64;

    /** The most video memory that an adapter has, in bytes. */
    private static final long LARGEST_VRAM = 256L << 20;

    /** The mode of a picture of so many pixels; refuses one that no mode holds. */
    public static PictureMode holding(String picture, int width, int height) {
        if (width > LARGEST || height > LARGEST) {
            throw new UsageException(
                    "%s has %d x %d pixels; the largest mode has %d x %d"
                            .formatted(picture, width, height, LARGEST, LARGEST));
        }
        PictureMode mode =
                new PictureMode(picture, Math.max(SMALLEST, width), Math.max(SMALLEST, height));
        if (mode.bytes() > LARGEST_VRAM) {
            throw new UsageException(
                    "%s has %d x %d pixels of %d bytes; the largest video memory has %s"
                            .formatted(
                                    picture,
                                    width,
                                    height,
                                    mode.bytes(),
                                    Quantity.formatSize(LARGEST_VRAM)));
        }
        return mode;
    }

    private long bytes() {
        return (long) width * height * BYTES_PER_PIXEL;
    }

    /** Refuses an adapter with too little video memory. */
    void checkFits(Card card) {
        long needed = bytes();
        long vram = card.videoMemory();
        if (needed > vram) {
            throw new UsageException(
                    "%s needs mode %d x %d with %d bytes of video memory, and %s has vram=%s; give more, such as --device display,vram=%s"
                            .formatted(
                                    picture,
                                    width,
                                    height,
                                    needed,
                                    card.name(),
                                    Quantity.formatSize(vram),
                                    Quantity.formatSize(powerOfTwo(needed))));
        }
    }

    private static long powerOfTwo(long bytes) {
        long power = Long.highestOneBit(bytes);
        return power == bytes ? power : power << 1;
    }

    @Override
    public String toString() {
        return "%d x %d x %d".formatted(width, height, BITS_PER_PIXEL);
    }
}
