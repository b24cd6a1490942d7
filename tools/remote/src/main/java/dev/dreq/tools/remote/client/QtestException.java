package dev.dreq.tools.remote.client;

/**
 * The machine at the other end cannot be reached, does not answer, or refuses a request; the
 * message says which, and what to do.
 */
public final class QtestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    QtestException(String message) {
        super(message);
    }

    QtestException(String message, Throwable cause) {
        super(message, cause);
    }
}
