package dev.dreq.tools.remote.qtest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes as pairs of hexadecimal digits, by tables. */
final class Hex {

    /** The value of each character that is a digit, -1 of the others. */
    static final byte[] DIGITS = digits();

    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final short[] PAIRS = pairs();

    private Hex() {}

    private static byte[] digits() {
        byte[] digits = new byte[256];
        Arrays.fill(digits, (byte) -1);
        for (int i = 0; i < 16; i++) {
            char digit = Character.forDigit(i, 16);
            digits[digit] = (byte) i;
            digits[Character.toUpperCase(digit)] = (byte) i;
        }
        return digits;
    }

    private static short[] pairs() {
        short[] pairs = new short[256];
        for (int i = 0; i < 256; i++) {
            pairs[i] =
                    (short) (Character.forDigit(i & 0xf, 16) << 8 | Character.forDigit(i >> 4, 16));
        }
        return pairs;
    }

    /** Writes a byte as two characters. */
    static void put(byte[] target, int at, int value) {
        SHORTS.set(target, at, PAIRS[value & 0xff]);
    }

    /** Writes bytes as twice as many characters. */
    static void encode(byte[] source, int length, byte[] target, int at) {
        for (int i = 0; i < length; i++) {
            SHORTS.set(target, at + 2 * i, PAIRS[source[i] & 0xff]);
        }
    }

    /**
     * Reads pairs of characters into an array, at most {@code length}; an odd last one is left. A
     * character that is no digit sets all bits that it and those before it in the pair stand for,
     * as QEMU has it.
     *
     * @return how many bytes
     */
    static int decode(byte[] source, int from, int to, byte[] target, int length) {
        int count = Math.min(length, (to - from) / 2);
        int i = 0;
        for (; i + 3 < count; i += 4) {
            long digits = (long) LONGS.get(source, from + 2 * i);
            int bytes =
                    pair(digits)
                            | pair(digits >>> 16) << 8
                            | pair(digits >>> 32) << 16
                            | pair(digits >>> 48) << 24;
            INTS.set(target, i, bytes);
        }
        for (; i < count; i++) {
            target[i] = (byte) pair((short) SHORTS.get(source, from + 2 * i));
        }
        return count;
    }

    /** The byte of two digits, the first one in the low byte. */
    private static int pair(long digits) {
        return (DIGITS[(int) digits & 0xff] << 4 | DIGITS[(int) (digits >>> 8) & 0xff]) & 0xff;
    }
}
