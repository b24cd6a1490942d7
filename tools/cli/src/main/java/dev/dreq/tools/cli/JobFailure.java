package dev.dreq.tools.cli;

import org.jspecify.annotations.Nullable;

/** A job that failed: the message says in one line what failed, where, and how. */
final class JobFailure extends Exception {
    private static final long serialVersionUID = 1L;

    JobFailure(String message) {
        this(message, null);
    }

    JobFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
