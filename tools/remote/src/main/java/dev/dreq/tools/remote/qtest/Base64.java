package dev.dreq.tools.remote.qtest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes as base 64 (RFC 4648), by tables; what is no character of it is passed over. */
final class Base64 {

    private static final byte[] CHARACTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
                    .getBytes(StandardCharsets.US_ASCII);
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    /** The two characters of twelve bits. */
    private static final short[] PAIRS = pairs();

    /** The six bits of a character; -1 of what is none. */
    private static final int[] BITS = bits();

    private Base64() {}

    private static short[] pairs() {
        short[] pairs = new short[1 << 12];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = (short) (CHARACTERS[i & 63] << 8 | CHARACTERS[i >> 6]);
        }
        return pairs;
    }

    private static int[] bits() {
        int[] bits = new int[256];
        Arrays.fill(bits, -1);
        for (int i = 0; i < CHARACTERS.length; i++) {
            bits[CHARACTERS[i]] = i;
        }
        return bits;
    }

    /** How many characters so many bytes take, with padding. */
    static int encodedLength(int bytes) {
        return (bytes + 2) / 3 * 4;
    }

    /** Writes bytes as {@link #encodedLength} characters. */
    static void encode(byte[] source, int length, byte[] target, int start) {
        int at = start;
        int i = 0;
        for (; i + 2 < length; i += 3) {
            int bits =
                    (source[i] & 0xff) << 16 | (source[i + 1] & 0xff) << 8 | (source[i + 2] & 0xff);
            SHORTS.set(target, at, PAIRS[bits >> 12]);
            SHORTS.set(target, at + 2, PAIRS[bits & 0xfff]);
            at += 4;
        }
        if (i < length) {
            boolean two = i + 1 < length;
            int bits = (source[i] & 0xff) << 16 | (two ? (source[i + 1] & 0xff) << 8 : 0);
            SHORTS.set(target, at, PAIRS[bits >> 12]);
            SHORTS.set(target, at + 2, PAIRS[bits & 0xfff]);
            target[at + 3] = '=';
            if (!two) {
                target[at + 2] = '=';
            }
        }
    }

    /**
     * Reads characters into an array, at most {@code length} bytes.
     *
     * @return how many bytes
     */
    static int decode(byte[] source, int from, int to, byte[] target, int length) {
        int at = 0;
        int i = from;
        while (i + 3 < to && at + 2 < length) {
            int bits =
                    BITS[source[i] & 0xff] << 18
                            | BITS[source[i + 1] & 0xff] << 12
                            | BITS[source[i + 2] & 0xff] << 6
                            | BITS[source[i + 3] & 0xff];
            if (bits < 0) {
                break;
            }
            target[at] = (byte) (bits >> 16);
            target[at + 1] = (byte) (bits >> 8);
            target[at + 2] = (byte) bits;
            at += 3;
            i += 4;
        }
        return decodeSlowly(source, i, to, target, at, length);
    }

    /** Character by character, for the end and for text with anything else in between. */
    private static int decodeSlowly(
            byte[] source, int from, int to, byte[] target, int start, int length) {
        int at = start;
        int bits = 0;
        int held = 0;
        for (int i = from; i < to && at < length; i++) {
            int six = BITS[source[i] & 0xff];
            if (six >= 0) {
                bits = bits << 6 | six;
                held += 6;
                if (held >= 8) {
                    held -= 8;
                    target[at++] = (byte) (bits >> held);
                }
            }
        }
        return at;
    }
}
