package dev.dreq.tools.remote.qtest;

import java.nio.charset.StandardCharsets;

/**
 * A line, read word by word where it lies. Exactly one space stands between words, so a second one
 * makes an empty word. Numbers are those of C's {@code strtoul} with base 0.
 */
final class Request {

    /** The most bytes of memory that one request moves. */
    static final int MOST_BYTES = 16 << 20;

    private static final int SHOWN = 80;
    private static final int PORTS = 0x10000;

    /** So many digits of any base fit into 64 bits. */
    private static final int SAFE_DIGITS = 15;

    private byte[] line = {};
    private int end;
    private int next;
    private int from;
    private int to;

    /** Begins with the line from {@code start} to {@code end} of an array. */
    void begin(byte[] bytes, int start, int lineEnd) {
        line = bytes;
        next = start;
        end = lineEnd;
    }

    /** Goes to the next word; past the last one there are only empty words. */
    void nextWord() {
        from = Math.min(next, end);
        int i = from;
        while (i < end && line[i] != ' ') {
            i++;
        }
        to = i;
        next = i + 1;
    }

    /** The array that the line lies in. */
    byte[] line() {
        return line;
    }

    /** Where in it the present word begins. */
    int from() {
        return from;
    }

    /** Where in it the present word ends. */
    int to() {
        return to;
    }

    /** The present word as people may see it. */
    String shown() {
        return printable(new String(line, from, to - from, StandardCharsets.ISO_8859_1));
    }

    /** A text without what is not printable ASCII, and cut if it is long. */
    static String printable(String text) {
        String start = text.substring(0, Math.min(text.length(), SHOWN));
        return start.replaceAll("[^ -~]", "?") + (start.length() < text.length() ? "..." : "");
    }

    /**
     * The next word.
     *
     * @param name of what it is, for the message
     * @throws BadRequest if there is none
     */
    String word(String name) throws BadRequest {
        argument(name);
        return new String(line, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /**
     * Goes to the next word.
     *
     * @throws BadRequest if there is none, or an empty one
     */
    void argument(String name) throws BadRequest {
        nextWord();
        if (from == to) {
            throw new BadRequest(
                    from < end
                            ? name + " is missing; one space stands between words"
                            : name + " is missing");
        }
    }

    /** Whether another word follows. */
    boolean hasMore() {
        return next < end;
    }

    /**
     * The next word as a number of 64 bits; a minus sign wraps.
     *
     * @throws BadRequest if it is none
     */
    long number(String name) throws BadRequest {
        argument(name);
        int first = line[from];
        boolean signed = first == '-' || first == '+';
        long value = magnitude(name, signed ? from + 1 : from);
        return first == '-' ? -value : value;
    }

    private long magnitude(String name, int start) throws BadRequest {
        if (to - start >= 2 && line[start] == '0') {
            return (line[start + 1] | 0x20) == 'x'
                    ? digits(name, start + 2, 16)
                    : digits(name, start + 1, 8);
        }
        return digits(name, start, 10);
    }

    private long digits(String name, int start, int radix) throws BadRequest {
        if (start == to) {
            throw new BadRequest("%s is not a number: '%s'".formatted(name, shown()));
        }
        long value = 0;
        for (int i = start; i < to; i++) {
            int digit = Hex.DIGITS[line[i] & 0xff];
            if (digit < 0 || digit >= radix) {
                throw new BadRequest("%s is not a number: '%s'".formatted(name, shown()));
            }
            if (i - start >= SAFE_DIGITS && overflows(value, digit, radix)) {
                throw new BadRequest("%s has more than 64 bits: '%s'".formatted(name, shown()));
            }
            value = value * radix + digit;
        }
        return value;
    }

    private static boolean overflows(long value, int digit, int radix) {
        long most = Long.divideUnsigned(-1, radix);
        return Long.compareUnsigned(value, most) > 0
                || (value == most && digit > Long.remainderUnsigned(-1, radix));
    }

    /**
     * The next word as a port.
     *
     * @throws BadRequest if it is none
     */
    int port() throws BadRequest {
        long port = number("the port");
        if (port < 0 || port >= PORTS) {
            throw new BadRequest("there is no port 0x%x; the last is 0xffff".formatted(port));
        }
        return (int) port;
    }

    /**
     * The next word as a number of bytes that are moved between memory and the line.
     *
     * @throws BadRequest if it is none, or more than {@link #MOST_BYTES}
     */
    int size() throws BadRequest {
        return (int) number("the size", MOST_BYTES);
    }

    /**
     * The next word as a number from 0 to {@code most}.
     *
     * @throws BadRequest if it is none of these
     */
    long number(String name, long most) throws BadRequest {
        long number = number(name);
        if (number < 0 || number > most) {
            throw new BadRequest(
                    "%s is %s, and at most %d is possible"
                            .formatted(name, Long.toUnsignedString(number), most));
        }
        return number;
    }
}
