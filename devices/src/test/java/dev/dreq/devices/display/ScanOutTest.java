package dev.dreq.devices.display;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.plugin.ScanOut.Picture;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is on the screen. */
class ScanOutTest {

    private static void assertSize(int width, int height, Picture picture) {
        assertEquals(width + "x" + height, picture.width() + "x" + picture.height());
    }

    @Test
    void beforeTheFirstModeItIsABlackPlaceholder() {
        Picture picture = new Bench().filled(1).picture();
        assertSize(640, 480, picture);
        assertArrayEquals(new int[640 * 480], picture.pixels());
    }

    @Test
    void thirtyTwoBitsAre00RRGGBB() {
        Bench bench = new Bench().mode(64, 64, 32);
        bench.vram.putInt(0, 0xff123456).putInt(4 * (64 * 64 - 1), 0x89abcdef);
        Picture picture = bench.picture();
        assertSize(64, 64, picture);
        assertEquals(0x123456, picture.pixels()[0]);
        assertEquals(0xabcdef, picture.pixels()[64 * 64 - 1]);
    }

    @ParameterizedTest
    @CsvSource({
        "8410, 848284",
        "ffff, ffffff",
        "0000, 000000",
        "f800, ff0000",
        "07e0, 00ff00",
        "001f, 0000ff",
        "0841, 080808"
    })
    void sixteenBitsAreWidenedByReplication(String pixel, String rgb) {
        Bench bench = new Bench().mode(64, 64, 16);
        bench.vram.putShort(2, (short) Integer.parseInt(pixel, 16));
        assertEquals(Integer.parseInt(rgb, 16), bench.picture().pixels()[1]);
    }

    @Test
    void bigEndianPixelsAreSwapped() {
        Bench bench = new Bench().mode(64, 64, 32).out(0x604, 0xbebe_bebeL);
        bench.vram.putInt(0, 0x56341200);
        assertEquals(0x123456, bench.picture().pixels()[0]);
        bench.dispi(3, 16);
        bench.vram.putShort(0, (short) 0x1084);
        assertEquals(0x848284, bench.picture().pixels()[0]);
    }

    @Test
    void pansWithinAVirtualScreen() {
        Bench bench = new Bench().mode(64, 64, 32).dispi(6, 100).dispi(8, 7).dispi(9, 5);
        bench.vram.putInt(4 * (100 * 5 + 7), 0x010203).putInt(4 * (100 * 68 + 70), 0x040506);
        Picture picture = bench.picture();
        assertEquals(0x010203, picture.pixels()[0]);
        assertEquals(0x040506, picture.pixels()[64 * 64 - 1]);
    }

    @Test
    void aVirtualWidthBelowTheWidthDoesNotCount() {
        Bench bench = new Bench().mode(64, 64, 32).dispi(6, 10);
        bench.vram.putInt(4 * 64, 0x010203);
        assertEquals(0x010203, bench.picture().pixels()[64]);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 63",
        "1, 16001",
        "1, 0",
        "1, 65535",
        "2, 63",
        "2, 16001",
        "3, 8",
        "3, 24",
        "3, 15",
        "3, 0",
        "3, 65535",
        "4, 0",
        "4, 64",
        "6, 65535",
        "9, 65535",
        "9, 4033"
    })
    void anInvalidModeLeavesTheLastPicture(int index, int value) {
        Bench bench = new Bench().mode(64, 64, 32).filled(2);
        Picture before = bench.picture();
        bench.dispi(index, value);
        Picture after = bench.picture();
        assertSize(64, 64, after);
        assertArrayEquals(before.pixels(), after.pixels());
    }

    @Test
    void thePictureMayEndWithVideoMemoryButNotBehindIt() {
        Bench bench = new Bench().mode(64, 64, 32);
        int lines = (1 << 20) / 256;
        bench.vram.putInt((1 << 20) - 4, 0x070809);
        bench.dispi(9, lines - 64);
        assertEquals(0x070809, bench.picture().pixels()[64 * 64 - 1]);
        bench.dispi(2, 65);
        assertSize(64, 64, bench.picture());
        bench.dispi(2, 64).dispi(8, 1);
        assertEquals(0x070809, bench.picture().pixels()[64 * 64 - 1]);
    }

    @Test
    void theLargestModeIsShown() {
        Bench bench = new Bench("vram", "64M");
        bench.mode(16_000, 64, 32);
        assertSize(16_000, 64, bench.picture());
        bench.mode(64, 16_000, 16);
        assertSize(64, 16_000, bench.picture());
    }

    @Test
    void enablingClearsThePictureAndNothingElse() {
        Bench bench = new Bench().filled(3);
        byte[] before = bench.vramBytes();
        bench.dispi(9, 1).mode(64, 64, 32);
        byte[] expected = before.clone();
        for (int i = 256; i < 256 + 64 * 256; i++) {
            expected[i] = 0;
        }
        assertArrayEquals(expected, bench.vramBytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {0x81, 0xc1})
    void enablingWithBit7KeepsTheContents(int enable) {
        Bench bench = new Bench().filled(4);
        byte[] before = bench.vramBytes();
        bench.dispi(1, 64).dispi(2, 64).dispi(3, 32).dispi(4, enable);
        assertArrayEquals(before, bench.vramBytes());
        bench.dispi(4, 1);
        assertArrayEquals(before, bench.vramBytes(), "it was on already");
    }

    @Test
    void resetGoesBackToThePlaceholderAndKeepsVideoMemory() {
        Bench bench = new Bench().mode(64, 64, 32).filled(5);
        byte[] before = bench.vramBytes();
        bench.slot.reset();
        bench.display.reset();
        assertSize(640, 480, bench.picture());
        assertEquals(0, bench.read(0x508, 2));
        assertArrayEquals(before, bench.vramBytes());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void everyPixelComesFromWhereTheRegistersSay(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Bench bench = new Bench().filled(seed);
        for (int i = 0; i < 20; i++) {
            int bytes = random.nextBoolean() ? 2 : 4;
            int width = random.nextInt(64, 200);
            int height = random.nextInt(64, 200);
            int virtual = random.nextInt(0, 400);
            int x = random.nextInt(0, 200);
            int y = random.nextInt(0, 200);
            bench.dispi(4, 0).dispi(6, virtual).dispi(8, x).dispi(9, y);
            bench.dispi(1, width).dispi(2, height).dispi(3, 8 * bytes).dispi(4, 0x81);
            Picture picture = bench.picture();
            assertSize(width, height, picture);
            int pitch = Math.max(virtual, width);
            for (int k = 0; k < width * height; k++) {
                int at = ((y + k / width) * pitch + x + k % width) * bytes;
                int expected =
                        bytes == 4
                                ? bench.vram.getInt(at) & 0xffffff
                                : widened(bench.vram.getShort(at));
                if (expected != picture.pixels()[k]) {
                    assertEquals(expected, picture.pixels()[k], "seed " + seed + ", pixel " + k);
                }
            }
        }
    }

    private static int widened(int pixel) {
        int red = ((pixel >> 11 & 31) * 0x21) >> 2;
        int green = ((pixel >> 5 & 63) * 0x41) >> 4;
        int blue = ((pixel & 31) * 0x21) >> 2;
        return red << 16 | green << 8 | blue;
    }
}
