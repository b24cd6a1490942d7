package dev.dreq.tools.remote.launcher;

import dev.dreq.tools.remote.opts.QemuOpts;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as QEMU writes them: {@code 64M}, {@code 1440k}, {@code 2GiB}. */
final class Sizes {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,10})([bkmgt]?)(?:i?b)?");

    private Sizes() {}

    /**
     * Reads a size.
     *
     * @param unit what a number without a letter counts, in bytes
     * @throws dev.dreq.machine.ConfigurationException if it is none
     */
    static long parse(QemuOpts opts, String text, long unit) {
        Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            throw opts.wrong("a size is a number with k, M, G or T, not '%s'".formatted(text));
        }
        long bytes =
                size.group(2).isEmpty()
                        ? unit
                        : 1L << (10 * "bkmgt".indexOf(size.group(2).charAt(0)));
        long count = Long.parseLong(size.group(1));
        if (count > Long.MAX_VALUE / bytes) {
            throw opts.wrong("a size of %s is above all bounds".formatted(text));
        }
        return count * bytes;
    }
}
