package dev.dreq.plugin.settings;

import java.util.Locale;
import java.util.Optional;

/**
 * Numbers and sizes as people write them: {@code 42}, {@code 0x3f0}, {@code 512}, {@code 64K},
 * {@code 1.44M} not.
 */
public final class Quantity {

    private static final String UNITS = "KMGT";

    private Quantity() {}

    /**
     * Reads a whole number, decimal or after 0x hexadecimal; nothing if it is none or outside 64
     * bits.
     */
    public static Optional<Long> number(String text) {
        try {
            return Optional.of(
                    text.startsWith("0x")
                            ? Long.parseLong(text.substring(2), 16)
                            : Long.parseLong(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Reads a number of bytes with an optional unit of 1024: K, M, G or T in either case. */
    public static Optional<Long> size(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        int unit = UNITS.indexOf(text.toUpperCase(Locale.ROOT).charAt(text.length() - 1));
        String digits = unit < 0 ? text : text.substring(0, text.length() - 1);
        int shift = 10 * (unit + 1);
        return number(digits)
                .filter(n -> n >= 0 && n <= Long.MAX_VALUE >> shift)
                .map(n -> n << shift);
    }

    /** Writes a number of bytes with the largest unit that leaves no remainder. */
    public static String formatSize(long bytes) {
        int unit = 0;
        while (unit < UNITS.length() && bytes != 0 && (bytes & 1023) == 0) {
            bytes >>= 10;
            unit++;
        }
        return unit == 0 ? Long.toString(bytes) : Long.toString(bytes) + UNITS.charAt(unit - 1);
    }
}
