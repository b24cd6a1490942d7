package dev.dreq.tools.remote.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonStreamTest {

    private final List<String> read = new ArrayList<>();
    private final JsonStream stream =
            new JsonStream(
                    new JsonStream.Receiver() {
                        @Override
                        public void value(Object value) {
                            read.add(JsonWriter.write(value));
                        }

                        @Override
                        public void error(JsonError error) {
                            read.add(error.what());
                        }
                    });

    private void feed(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        stream.feed(bytes, 0, bytes.length);
    }

    /** As measured on QEMU 7.2.22; several errors are on one line, a bar between. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{]; JSON parse error, expecting value",
                "nul; JSON parse error, invalid keyword 'nul'",
                "{,}; JSON parse error, expecting value",
                "~{\"a\"}~; ~JSON parse error, missing : in object pair~",
                "~{\"a\":}~; JSON parse error, expecting value",
                "}; JSON parse error, expecting value",
                "]; JSON parse error, expecting value",
                ":; JSON parse error, expecting value",
                "~,~; JSON parse error, expecting value",
                "~{\"a\":1,\"a\":2}~; ~JSON parse error, duplicate key~",
                "{1:2}; JSON parse error, key is not a string in object",
                "~{\"a\":1,}~; JSON parse error, expecting value",
                "~{\"a\":1 \"b\":2}~; JSON parse error, expected separator in dict",
                "[1 2]; JSON parse error, expected separator in list",
                "~[1,]~; JSON parse error, expecting value",
                "01; JSON parse error, stray '01'",
                "abc def; JSON parse error, invalid keyword 'abc'|JSON parse error, invalid keyword 'def'",
                "%p; JSON parse error, stray '%'",
                "~{\"a\":%d}~; JSON parse error, stray '%'|JSON parse error, expecting value",
                "~{\"a\":\"\\q\"}~; JSON parse error, invalid escape sequence in string",
                "~{\"a\":\"\\ud800\"}~; JSON parse error, \\ud800 is not a valid Unicode character",
                "(; JSON parse error, stray '('",
                "[1] {} 1e5; [1]|{}|100000",
                "~['it\\'s',\"\\u0041\\n\"]~; ~[\"it's\", \"A\\n\"]~",
            })
    void everyMistakeIsToldOnceAndReadingGoesOn(String text, String heard) {
        feed(text + "\n");
        assertEquals(heard, String.join("|", read));
        read.clear();
        feed("[2]");
        assertEquals(List.of("[2]"), read);
    }

    @Test
    void aControlCharacterOrAByteThatIsNoUtf8EndsAString() {
        feed("{\"a\":\"b\u0001c\"}\n\"\u00ff\"}\n[2]\n");
        assertEquals(
                List.of(
                        "JSON parse error, stray '\"b\u0001'",
                        "JSON parse error, expecting value",
                        "JSON parse error, stray '\"\ufffd'",
                        "JSON parse error, expecting value",
                        "[2]"),
                read);
    }

    @Test
    void piecesOfAnySizeMakeTheSameValues() {
        String text = "{'a': [1, -2.5e3, true, null, \"x\\u00e9\\\"\"]} [[], {}] 7 \"s\" {]\n";
        feed(text);
        List<String> whole = List.copyOf(read);
        for (int seed = 0; seed < 200; seed++) {
            read.clear();
            SplittableRandom random = new SplittableRandom(seed);
            for (int at = 0; at < text.length(); ) {
                int length = Math.min(text.length() - at, 1 + random.nextInt(6));
                feed(text.substring(at, at + length));
                at += length;
            }
            assertEquals(whole, read, "seed " + seed);
        }
    }

    @Test
    void anObjectWaitsForItsEnd() {
        feed("{'a': [1,");
        feed("2]");
        assertEquals(List.of(), read);
        feed("}");
        assertEquals(List.of("{\"a\": [1, 2]}"), read);
    }

    @Test
    void whatIsTooDeepIsDroppedWithItsLine() {
        feed("[".repeat(JsonStream.MAX_DEPTH) + "]".repeat(JsonStream.MAX_DEPTH) + "\n");
        assertEquals(1, read.size());
        read.clear();
        feed("[".repeat(JsonStream.MAX_DEPTH + 6) + "\n[2]");
        assertEquals(List.of("JSON nesting depth limit exceeded", "[2]"), read);
    }

    @Test
    void whatIsTooLongIsDroppedWithItsLine() {
        String half = "x".repeat(JsonStream.MAX_BYTES / 2);
        feed("['" + half + half + "', 5\n[2]");
        feed("['" + half + "', '" + half + "'\n[3]");
        feed("[" + "1,".repeat(JsonStream.MAX_TOKENS) + "1]\n[4]");
        assertEquals(
                List.of(
                        "JSON token size limit exceeded",
                        "[2]",
                        "JSON token size limit exceeded",
                        "[3]",
                        "JSON token count limit exceeded",
                        "[4]"),
                read);
    }
}
