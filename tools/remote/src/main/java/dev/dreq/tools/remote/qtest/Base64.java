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
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** The two characters of twelve bits, the first one in the high byte. */
    private static final char[] PAIRS = pairs();

    /** The six bits of a character; -1 of what is none. */
    private static final int[] BITS = bits();

    private Base64() {}

    private static char[] pairs() {
        char[] pairs = new char[1 << 12];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = (char) (CHARACTERS[i >> 6] << 8 | CHARACTERS[i & 63]);
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
        for (; i + 3 < length; i += 3) { // reads a fourth byte, and leaves it
            INTS.set(target, at, characters((int) INTS.get(source, i) >>> 8));
            at += 4;
        }
        for (; i < length; i += 3) {
            int bits = (source[i] & 0xff) << 16;
            bits |= i + 1 < length ? (source[i + 1] & 0xff) << 8 : 0;
            bits |= i + 2 < length ? source[i + 2] & 0xff : 0;
            INTS.set(target, at, characters(bits));
            at += 4;
        }
        for (int padding = i; padding > length; padding--) {
            target[--at] = '=';
        }
    }

    /** The four characters of 24 bits. */
    private static int characters(int bits) {
        return PAIRS[bits >>> 12] << 16 | PAIRS[bits & 0xfff];
    }

    /**
     * Reads characters into an array, at most {@code length} bytes.
     *
     * @return how many bytes
     */
    static int decode(byte[] source, int from, int to, byte[] target, int length) {
        int at = 0;
        int i = from;
        while (i + 7 < to && at + 7 < length) { // writes two bytes more, which come again
            int first = bits((int) INTS.get(source, i));
            int second = bits((int) INTS.get(source, i + 4));
            if ((first | second) < 0) {
                break;
            }
            LONGS.set(target, at, (long) first << 40 | (long) second << 16);
            at += 6;
            i += 8;
        }
        return decodeSlowly(source, i, to, target, at, length);
    }

    /** The 24 bits of four characters; below 0 if one of them is none. */
    private static int bits(int characters) {
        return BITS[characters >>> 24] << 18
                | BITS[characters >>> 16 & 0xff] << 12
                | BITS[characters >>> 8 & 0xff] << 6
                | BITS[characters & 0xff];
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
