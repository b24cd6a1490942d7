package dev.dreq.hal.ke;

import org.jspecify.annotations.Nullable;

/**
 * A driver broke a rule that would stop Windows (KeBugCheckEx). The message says what was done,
 * where, and what to do instead; the kernel's state behind it is consistent.
 */
public class BugCheck extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final BugCheckCode code;
    private final long[] parameters;

    /** A stop with its four parameters, as bugcodes.h numbers them, and words for people. */
    public BugCheck(BugCheckCode code, long p1, long p2, long p3, long p4, String words) {
        this(code, p1, p2, p3, p4, words, null);
    }

    /** As above, for a stop that an exception led to. */
    public BugCheck(
            BugCheckCode code,
            long p1,
            long p2,
            long p3,
            long p4,
            String words,
            @Nullable Throwable cause) {
        super(
                "%s (0x%02X; %x, %x, %x, %x): %s"
                        .formatted(code, code.code(), p1, p2, p3, p4, words),
                cause);
        this.code = code;
        this.parameters = new long[] {p1, p2, p3, p4};
    }

    /** The stop code. */
    public BugCheckCode code() {
        return code;
    }

    /** Parameter {@code number}, 1..4. */
    public long parameter(int number) {
        return parameters[number - 1];
    }
}
