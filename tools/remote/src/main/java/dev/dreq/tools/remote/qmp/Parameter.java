package dev.dreq.tools.remote.qmp;

import dev.dreq.tools.remote.qom.QemuError;
import java.util.List;

/**
 * A parameter of a command.
 *
 * @param name as clients write it
 * @param kind of its values
 * @param isOptional whether it may be left out
 */
record Parameter(String name, Kind kind, boolean isOptional) {

    /** The kinds of values. */
    enum Kind {
        STRING("string"),
        INTEGER("integer"),
        BOOLEAN("boolean"),
        ARRAY("array"),
        ANY("any");

        private final String spelling;

        Kind(String spelling) {
            this.spelling = spelling;
        }

        private boolean takes(Object value) {
            return switch (this) {
                case STRING -> value instanceof String;
                case INTEGER -> value instanceof Long;
                case BOOLEAN -> value instanceof Boolean;
                case ARRAY -> value instanceof List;
                case ANY -> true;
            };
        }
    }

    static Parameter string(String name) {
        return new Parameter(name, Kind.STRING, false);
    }

    static Parameter integer(String name) {
        return new Parameter(name, Kind.INTEGER, false);
    }

    static Parameter bool(String name) {
        return new Parameter(name, Kind.BOOLEAN, false);
    }

    static Parameter array(String name) {
        return new Parameter(name, Kind.ARRAY, false);
    }

    static Parameter any(String name) {
        return new Parameter(name, Kind.ANY, false);
    }

    /** The same one, which may be left out. */
    Parameter optional() {
        return new Parameter(name, kind, true);
    }

    /** Refuses a value of another kind. */
    void check(Object value) {
        if (!kind.takes(value)) {
            throw QemuError.generic(
                    "Invalid parameter type for '%s', expected: %s".formatted(name, kind.spelling));
        }
    }
}
