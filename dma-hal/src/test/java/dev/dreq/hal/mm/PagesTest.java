package dev.dreq.hal.mm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagesTest {
    @ParameterizedTest(name = "offset {0}, {1} bytes: {2} pages")
    @DisplayName("E15: tiny spans")
    @CsvSource({
        "0xFF0, 0x20, 2",
        "0x001, 0x1000, 2",
        "0x000, 0x1000, 1",
        "0, 0, 0",
        "1, 0, 1",
        "0xFFF, 2, 2"
    })
    void tinySpans(String offset, String length, long pages) {
        assertEquals(
                pages, Pages.addressAndSizeToSpanPages(Long.decode(offset), Long.decode(length)));
    }

    @Test
    void theSpanIsTheNumberOfPagesTouched() {
        for (int seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long va = random.nextLong() & ~(1L << 62);
            long length = 1 + random.nextLong(1L << random.nextInt(1, 33));
            long touched = ((va + length - 1) >> 12) - (va >> 12) + 1;
            assertEquals(touched, Pages.addressAndSizeToSpanPages(va, length), "seed " + seed);
        }
    }

    @Test
    void bytesToPagesIgnoresTheOffsetAndCannotOverflow() {
        assertEquals(0, Pages.bytesToPages(0));
        assertEquals(1, Pages.bytesToPages(1));
        assertEquals(1, Pages.bytesToPages(0x1000));
        assertEquals(2, Pages.bytesToPages(0x1001));
        assertEquals(0x0010_0000_0000_0000L, Pages.bytesToPages(-1L));
        assertEquals(0x2000, Pages.roundToPages(0x1001));
        assertEquals(0xFFFF_8000_0000_1000L, Pages.pageAlign(0xFFFF_8000_0000_1FFFL));
        assertEquals(0xFFF, Pages.byteOffset(0xFFFF_8000_0000_1FFFL));
    }
}
