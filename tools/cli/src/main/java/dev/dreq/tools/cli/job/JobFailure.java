package dev.dreq.tools.cli.job;

import org.jspecify.annotations.Nullable;

/** A job that failed: the message says in one line what failed, where, and how. */
public final class JobFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** What failed. */
    public JobFailure(String message) {
        this(message, null);
    }

    /** What failed, and what made it fail. */
    public JobFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
