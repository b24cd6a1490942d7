package dev.dreq.tools.remote.qtest;

/** A request that cannot be done; the message goes to the client, which may then go on. */
final class BadRequest extends Exception {

    private static final long serialVersionUID = 1L;

    BadRequest(String message) {
        super(message, null, false, false);
    }
}
