package dev.dreq.tools.remote.hmp;

/**
 * How values are shown: {@code /4xw}.
 *
 * @param count how many
 * @param letter x, d, u, o or c
 * @param size of each in bytes: 1, 2, 4 or 8
 */
record Format(int count, char letter, int size) {

    /** One double word in hexadecimal. */
    static final Format WORD = new Format(1, 'x', 4);

    private static final int MOST = 1 << 16;
    private static final int BITS = 8;

    /**
     * Reads a format, if there is one here; one value without a count.
     *
     * @param otherwise whose letter and size those have that are not given
     */
    static Format read(Text text, Format otherwise) {
        text.skipBlanks();
        if (!text.take('/')) {
            return new Format(1, otherwise.letter(), otherwise.size());
        }
        int count = count(text);
        char letter = otherwise.letter();
        int size = otherwise.size();
        while (!text.atEnd() && !Character.isWhitespace(text.peek())) {
            char c = text.next();
            switch (c) {
                case 'x', 'd', 'u', 'o', 'c' -> letter = c;
                case 'b' -> size = 1;
                case 'h' -> size = 2;
                case 'w' -> size = 4;
                case 'g', 'L' -> size = 8;
                default -> throw new SyntaxError("invalid char in format: '%c'".formatted(c));
            }
        }
        return new Format(count, letter, size);
    }

    private static int count(Text text) {
        if (!Character.isDigit(text.peek())) {
            return 1;
        }
        long count = 0;
        while (Character.isDigit(text.peek())) {
            count = Math.min(MOST, count * 10 + Character.digit(text.next(), 10));
        }
        return (int) count;
    }

    /** How many bytes are shown in all. */
    int length() {
        return count * size;
    }

    /** How many bytes a value takes; characters are bytes. */
    int step() {
        return letter == 'c' ? 1 : size;
    }

    /** A value of {@link #step} bytes, in columns as wide as the widest value of its size. */
    String column(long value) {
        int bits = step() * BITS;
        return switch (letter) {
            case 'o' -> pad(octal(value), (bits + 2) / 3);
            case 'u' -> pad(Long.toUnsignedString(value), decimals(bits));
            case 'd' -> pad(Long.toString(value), decimals(bits));
            case 'c' -> character(value);
            default -> "0x" + "0".repeat(2 * step() - hex(value).length()) + hex(value);
        };
    }

    /** A value alone, as narrow as it is. */
    String alone(long value) {
        return switch (letter) {
            case 'o' -> octal(value);
            case 'u' -> Long.toUnsignedString(value);
            case 'd' -> Long.toString(value);
            case 'c' -> character(value);
            default -> "0x" + hex(value);
        };
    }

    private static String hex(long value) {
        return Long.toHexString(value);
    }

    private static String octal(long value) {
        return value == 0 ? "0" : "0" + Long.toOctalString(value);
    }

    private static int decimals(int bits) {
        return (bits * 10 + 32) / 33;
    }

    private static String pad(String number, int width) {
        return " ".repeat(Math.max(0, width - number.length())) + number;
    }

    private static String character(long value) {
        int c = (int) value & 0xff;
        return switch (c) {
            case '\'' -> "'\\''";
            case '\\' -> "'\\\\'";
            case '\n' -> "'\\n'";
            case '\r' -> "'\\r'";
            default -> c >= ' ' && c <= '~' ? "'%c'".formatted(c) : "'\\x%02x'".formatted(c);
        };
    }
}
