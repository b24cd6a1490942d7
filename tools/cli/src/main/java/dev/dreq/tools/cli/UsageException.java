package dev.dreq.tools.cli;

/**
 * A command line that cannot be followed: the message names the option, its value and the choices.
 */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }

    UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
