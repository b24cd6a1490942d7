package dev.dreq.devices.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The EDID block as a driver reads it. */
class EdidTest {

    private final Bench bench = new Bench();

    private int at(int offset) {
        return (int) bench.read(offset, 1);
    }

    @Test
    void hasHeaderVersionAndChecksum() {
        assertEquals(0x00ff_ffff_ffff_ff00L, bench.read(0, 8));
        assertEquals(0x0401, bench.read(18, 2));
        int sum = 0;
        for (int i = 0; i < 128; i++) {
            sum += at(i);
        }
        assertEquals(0, sum & 0xff);
        assertEquals(0, at(126), "no extension blocks");
    }

    @Test
    void prefers1280x800AtSixtyHertz() {
        int clock = (int) bench.read(54, 2) * 10_000;
        int width = at(56) | (at(58) & 0xf0) << 4;
        int blank = at(57) | (at(58) & 0x0f) << 8;
        int height = at(59) | (at(61) & 0xf0) << 4;
        int blankLines = at(60) | (at(61) & 0x0f) << 8;
        assertEquals(1280, width);
        assertEquals(800, height);
        assertEquals(60, Math.round((double) clock / ((width + blank) * (height + blankLines))));
        assertEquals(2, at(24) & 2, "the first timing is the preferred one");
    }

    @Test
    void hasTheNameOfTheMonitorAndItsLimits() {
        assertEquals(0xfd, at(72 + 3));
        assertEquals(0xfc, at(90 + 3));
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < 13; i++) {
            name.append((char) at(95 + i));
        }
        assertEquals("Dreq display\n", name.toString());
        assertEquals(0x10, at(108 + 3));
    }

    @Test
    void isFollowedByZeros() {
        for (int i = 128; i < 0x400; i++) {
            assertEquals(0, at(i), "offset " + i);
        }
        assertEquals(0, bench.read(0x3f8, 8));
    }
}
