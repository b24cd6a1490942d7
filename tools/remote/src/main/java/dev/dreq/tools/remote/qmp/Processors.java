package dev.dreq.tools.remote.qmp;

import dev.dreq.tools.remote.qom.QemuError;

/** The parameter that names a processor, of which there is one. */
final class Processors {

    private static final String INDEX = "cpu-index";

    static final Parameter PARAMETER = Parameter.integer(INDEX).optional();

    private Processors() {}

    /** Refuses another one. */
    static void check(Arguments arguments) {
        if (arguments.optionalNumber(INDEX).orElse(0L) != 0) {
            throw QemuError.generic("Parameter '%s' expects a CPU number".formatted(INDEX));
        }
    }
}
