package dev.dreq.tools.cli.trace;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Virtual time as people write it. */
final class VirtualTime {
    private static final Pattern TIME = Pattern.compile("(\\d+(?:\\.\\d+)?) ?(ns|us|ms|s)");
    private static final Map<String, Integer> DIGITS = Map.of("ns", 0, "us", 3, "ms", 6, "s", 9);

    private VirtualTime() {}

    /** A time such as {@code 1.5ms}, in nanoseconds; empty if it is none, or has no unit. */
    static Optional<Long> parse(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new BigDecimal(time.group(1))
                            .movePointRight(DIGITS.getOrDefault(time.group(2), 0))
                            .longValueExact());
        } catch (ArithmeticException beyondNanoseconds) {
            return Optional.empty();
        }
    }

    /** In microseconds: {@code 1,234.567}. */
    static String words(long nanos) {
        return String.format(Locale.ROOT, "%,d.%03d", nanos / 1000, nanos % 1000);
    }
}
