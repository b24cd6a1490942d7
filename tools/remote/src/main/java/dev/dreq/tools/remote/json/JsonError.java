package dev.dreq.tools.remote.json;

/** Input that is no JSON. The message is QEMU's. */
public final class JsonError extends Exception {

    JsonError(String what) {
        super(what);
    }

    /** Input that does not parse. */
    static JsonError parse(String what) {
        return new JsonError("JSON parse error, " + what);
    }

    /** What was wrong. */
    public String what() {
        return String.valueOf(getMessage());
    }
}
