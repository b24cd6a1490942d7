package dev.dreq.devices.display;

import java.nio.charset.StandardCharsets;

/**
 * What the monitor says about itself: the base block of E-EDID 1.4 (VESA Enhanced EDID Standard,
 * release A2). A digital monitor of 100 dots an inch that prefers 1280x800 at 60 Hz.
 */
final class Edid {

    /** Bytes of a block. */
    static final int BLOCK = 128;

    private static final int DESCRIPTORS = 54;
    private static final int DESCRIPTOR = 18;
    private static final int TEXT = 13;

    private Edid() {}

    /** A base block with its checksum. */
    static byte[] baseBlock() {
        byte[] block = new byte[BLOCK];
        // header, manufacturer DRQ, product 1, no serial number, model year 2026, EDID 1.4
        put(block, 0, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00);
        put(block, 8, 0x12, 0x51, 0x01, 0x00, 0, 0, 0, 0, 0xff, 2026 - 1990, 1, 4);
        // digital, 8 bits a colour; 33 x 20 cm; gamma 2.2; RGB, sRGB, the preferred mode is native
        put(block, 20, 0xa0, 33, 20, 0x78, 0x06);
        // chromaticities of sRGB
        put(block, 25, 0xee, 0x91, 0xa3, 0x54, 0x4c, 0x99, 0x26, 0x0f, 0x50, 0x54);
        // 640x480, 800x600 and 1024x768, each at 60 Hz
        put(block, 35, 0x21, 0x08, 0x00);
        // 1280x800, 1280x1024, 1600x1200 and 1920x1080 at 60 Hz, four places unused
        put(block, 38, 0x81, 0x00, 0x81, 0x80, 0xa9, 0x40, 0xd1, 0xc0, 1, 1, 1, 1, 1, 1, 1, 1);
        put(block, DESCRIPTORS, preferredTiming());
        // limits: 50..75 Hz, 30..160 kHz, 300 MHz
        put(block, DESCRIPTORS + DESCRIPTOR, 0, 0, 0, 0xfd, 0, 50, 75, 30, 160, 30, 1, 0x0a);
        text(block, DESCRIPTORS + DESCRIPTOR + 12, "      ");
        put(block, DESCRIPTORS + 2 * DESCRIPTOR, 0, 0, 0, 0xfc, 0);
        text(block, DESCRIPTORS + 2 * DESCRIPTOR + 5, "Dreq display\n");
        put(block, DESCRIPTORS + 3 * DESCRIPTOR, 0, 0, 0, 0x10, 0);
        block[BLOCK - 1] = checksum(block);
        return block;
    }

    /**
     * 1280x800 by CVT with reduced blanking: 71 MHz, 160 pixels and 23 lines of blanking, sync 32
     * pixels after 48 and 6 lines after 3, horizontal sync positive.
     */
    private static int[] preferredTiming() {
        int clock = 7_100;
        int width = 1280;
        int blank = 160;
        int height = 800;
        int blankLines = 23;
        int widthMm = 325;
        int heightMm = 203;
        return new int[] {
            clock & 0xff,
            clock >> 8,
            width & 0xff,
            blank & 0xff,
            width >> 8 << 4 | blank >> 8,
            height & 0xff,
            blankLines & 0xff,
            height >> 8 << 4 | blankLines >> 8,
            48,
            32,
            3 << 4 | 6,
            0,
            widthMm & 0xff,
            heightMm & 0xff,
            widthMm >> 8 << 4 | heightMm >> 8,
            0,
            0,
            0x1a
        };
    }

    private static void put(byte[] block, int at, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            block[at + i] = (byte) bytes[i];
        }
    }

    private static void text(byte[] block, int at, String text) {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, block, at, Math.min(ascii.length, TEXT));
    }

    private static byte checksum(byte[] block) {
        int sum = 0;
        for (byte b : block) {
            sum += b;
        }
        return (byte) -sum;
    }
}
