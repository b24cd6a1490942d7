package dev.dreq.tools.remote.qtest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Our tables do what the JDK does. */
class CodecTest {

    private static final int LONGEST = 300;

    private final SplittableRandom random = new SplittableRandom(2);

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void hexadecimalDigitsGoBothWays() {
        for (int length = 0; length < LONGEST; length++) {
            byte[] data = bytes(length);
            byte[] text = new byte[2 * length + 2];
            Hex.encode(data, length, text, 1);
            String digits = new String(text, 1, 2 * length, StandardCharsets.US_ASCII);
            assertEquals(HexFormat.of().formatHex(data), digits);

            byte[] back = new byte[length];
            assertEquals(length, Hex.decode(text, 1, 1 + 2 * length, back, length));
            assertArrayEquals(data, back);
        }
    }

    @Test
    void base64GoesBothWays() {
        for (int length = 0; length < LONGEST; length++) {
            byte[] data = bytes(length);
            byte[] text = new byte[Base64.encodedLength(length) + 2];
            Base64.encode(data, length, text, 1);
            String wanted = java.util.Base64.getEncoder().encodeToString(data);
            assertEquals(wanted, new String(text, 1, wanted.length(), StandardCharsets.US_ASCII));

            byte[] back = new byte[length];
            assertEquals(length, Base64.decode(text, 1, 1 + wanted.length(), back, length));
            assertArrayEquals(data, back);
        }
    }

    @Test
    void base64PassesOverWhatIsNoneOfItsCharacters() {
        byte[] data = bytes(200);
        StringBuilder text = new StringBuilder(java.util.Base64.getEncoder().encodeToString(data));
        for (int i = 0; i < 40; i++) {
            text.insert(random.nextInt(text.length()), "-_ \0\t.".charAt(random.nextInt(6)));
        }
        byte[] back = new byte[200];

        assertEquals(200, Base64.decode(ascii(text.toString()), 0, text.length(), back, 200));
        assertArrayEquals(data, back);
    }

    @Test
    void noMoreIsDecodedThanThereIsRoomFor() {
        byte[] data = bytes(30);
        for (int room = 0; room < 30; room++) {
            byte[] back = new byte[40];
            byte[] base64 = java.util.Base64.getEncoder().encode(data);
            assertEquals(room, Base64.decode(base64, 0, base64.length, back, room));
            assertArrayEquals(Arrays.copyOf(Arrays.copyOf(data, room), 40), back);

            Arrays.fill(back, (byte) 0);
            byte[] hex = ascii(HexFormat.of().formatHex(data));
            assertEquals(room, Hex.decode(hex, 0, hex.length, back, room));
            assertArrayEquals(Arrays.copyOf(Arrays.copyOf(data, room), 40), back);
        }
    }
}
