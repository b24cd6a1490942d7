package dev.dreq.tools.cli.line;

/**
 * A command line that cannot be followed: the message names the option, its value and the choices.
 */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public UsageException(String message) {
        super(message);
    }

    /** What is wrong, and what found it. */
    public UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
