package dev.dreq.tools.remote.qtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {

    private static Request of(String line) {
        byte[] bytes = ("before " + line + "\nbehind").getBytes(StandardCharsets.ISO_8859_1);
        Request request = new Request();
        request.begin(bytes, 7, 7 + line.length());
        return request;
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "00, 0",
        "7, 7",
        "0x81, 129",
        "0X81, 129",
        "0201, 129",
        "+0x81, 129",
        "-1, -1",
        "-0x10, -16",
        "0xffffffffffffffff, -1",
        "0xFFFFFFFFFFFFFFFE, -2",
        "18446744073709551615, -1",
        "01777777777777777777777, -1",
        "0x000000000000000000000000000000001, 1",
        "9223372036854775808, -9223372036854775808"
    })
    void aNumberIsWhatStrtoulWithBaseZeroTakes(String text, long value) throws BadRequest {
        assertEquals(value, of(text).number("it"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "0x",
                "-",
                "+",
                "--1",
                "08",
                "0b1",
                "1 2x",
                "0x1g",
                "1.0",
                "\t1",
                "1\r",
                "0x10000000000000000",
                "18446744073709551616",
                "02000000000000000000000",
                "\u00ff"
            })
    void whatElseIsNoNumber(String text) {
        Request request = of(text);
        assertThrows(
                BadRequest.class,
                () -> {
                    request.number("it");
                    request.number("the next");
                });
    }

    @Test
    void anyNumberIsReadAsItIsWritten() throws BadRequest {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 10_000; i++) {
            long value = random.nextLong() >>> random.nextInt(64);
            assertEquals(value, of("0x" + Long.toHexString(value)).number("it"));
            assertEquals(value, of("0" + Long.toOctalString(value)).number("it"));
            assertEquals(value, of(Long.toUnsignedString(value)).number("it"));
            assertEquals(-value, of("-" + Long.toUnsignedString(value)).number("it"));
        }
    }

    @Test
    void wordsLieInTheLineOneSpaceApart() throws BadRequest {
        Request request = of("one two ");
        assertEquals("one", request.word("first"));
        assertEquals("two", request.word("second"));
        assertThrows(BadRequest.class, () -> request.word("third"));
    }

    @Test
    void aMessageShowsNoControlCharactersAndNoNovel() {
        assertEquals("a?b?", Request.printable("a\0b\u001b"));
        assertEquals("x".repeat(80) + "...", Request.printable("x".repeat(81)));
    }
}
