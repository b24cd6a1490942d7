package dev.dreq.tools.remote.qmp;

import dev.dreq.tools.remote.qom.QemuError;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request, checked for its form.
 *
 * @param command its name
 * @param arguments by name
 * @param isOutOfBand whether it wants to overtake others
 */
record QmpRequest(String command, Map<String, Object> arguments, boolean isOutOfBand) {

    static final String ID = "id";

    private static final String EXECUTE = "execute";
    private static final String EXECUTE_OUT_OF_BAND = "exec-oob";
    private static final String ARGUMENTS = "arguments";

    /**
     * Reads a request.
     *
     * @param outOfBand whether the client may ask for execution out of band
     * @throws QemuError if it has another form
     */
    static QmpRequest of(Map<?, ?> message, boolean outOfBand) {
        String member = "";
        String command = "";
        Map<String, Object> arguments = Map.of();
        for (Map.Entry<?, ?> entry : message.entrySet()) {
            String name = entry.getKey().toString();
            if (name.equals(EXECUTE) || (name.equals(EXECUTE_OUT_OF_BAND) && outOfBand)) {
                command = command(name, entry.getValue());
                if (!member.isEmpty()) {
                    throw QemuError.generic(
                            "QMP input member '%s' clashes with '%s'"
                                    .formatted(EXECUTE, EXECUTE_OUT_OF_BAND));
                }
                member = name;
            } else if (name.equals(ARGUMENTS)) {
                arguments = arguments(entry.getValue());
            } else if (!name.equals(ID)) {
                throw QemuError.generic("QMP input member '%s' is unexpected".formatted(name));
            }
        }
        if (member.isEmpty()) {
            throw QemuError.generic("QMP input lacks member '%s'".formatted(EXECUTE));
        }
        return new QmpRequest(command, arguments, member.equals(EXECUTE_OUT_OF_BAND));
    }

    private static String command(String member, @Nullable Object value) {
        if (value instanceof String command) {
            return command;
        }
        throw QemuError.generic("QMP input member '%s' must be a string".formatted(member));
    }

    @SuppressWarnings("unchecked") // the keys of an object that was read are strings
    private static Map<String, Object> arguments(@Nullable Object value) {
        if (value instanceof Map<?, ?> arguments) {
            return (Map<String, Object>) arguments;
        }
        throw QemuError.generic("QMP input member '%s' must be an object".formatted(ARGUMENTS));
    }
}
