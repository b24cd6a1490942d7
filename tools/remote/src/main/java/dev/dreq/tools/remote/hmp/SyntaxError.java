package dev.dreq.tools.remote.hmp;

/** A line that is no command with its arguments. The message is QEMU's. */
final class SyntaxError extends RuntimeException {

    private static final long serialVersionUID = 1;

    SyntaxError(String what) {
        super(what);
    }
}
