package dev.dreq.tools.cli.trace;

import java.io.IOException;

/** A file that is no recording of Dreq; the message says in what way. */
final class RecordingException extends IOException {
    private static final long serialVersionUID = 1L;

    RecordingException(String message) {
        super(message);
    }

    RecordingException(String message, Throwable cause) {
        super(message, cause);
    }
}
