package dev.dreq.devices.display;

import dev.dreq.plugin.ScanOut.Picture;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;

/** Video memory as pixels. */
final class FrameBuffer {

    private static final int RGB = 0xff_ffff;
    private static final int ZEROS = 64 << 10;

    private final ByteBuffer vram;
    private final ByteBuffer zeros = ByteBuffer.allocate(ZEROS);

    FrameBuffer(ByteBuffer vram) {
        this.vram = vram.duplicate();
    }

    /** The picture that a valid mode shows. */
    Picture picture(Mode mode) {
        int[] pixels = new int[mode.width() * mode.height()];
        vram.clear().order(mode.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (int y = 0; y < mode.height(); y++) {
            vram.position((int) (mode.first() + y * mode.pitch()));
            if (mode.bits() == 16) {
                widen(vram.asShortBuffer(), pixels, y * mode.width(), mode.width());
            } else {
                vram.asIntBuffer().get(pixels, y * mode.width(), mode.width());
            }
        }
        if (mode.bits() == 32) {
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] &= RGB;
            }
        }
        return new Picture(mode.width(), mode.height(), pixels);
    }

    /** 5-6-5 to 8-8-8: the upper bits of a component fill its lower ones. */
    private static void widen(ShortBuffer line, int[] pixels, int to, int width) {
        for (int x = 0; x < width; x++) {
            int pixel = line.get(x);
            int red = pixel >> 11 & 0x1f;
            int green = pixel >> 5 & 0x3f;
            int blue = pixel & 0x1f;
            pixels[to + x] =
                    (red << 3 | red >> 2) << 16
                            | (green << 2 | green >> 4) << 8
                            | (blue << 3 | blue >> 2);
        }
    }

    /** Blackens what a valid mode shows, and what lies between its lines. */
    void clear(Mode mode) {
        vram.clear().position((int) mode.first()).limit((int) mode.end());
        while (vram.hasRemaining()) {
            vram.put(zeros.clear().limit(Math.min(ZEROS, vram.remaining())));
        }
    }
}
