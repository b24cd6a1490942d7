package dev.dreq.tools.remote.qmp;

import dev.dreq.tools.remote.qom.QemuError;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The arguments of a command, each of the kind that its parameter declares. */
final class Arguments {

    private final Map<String, Object> values;

    Arguments(Map<String, Object> values) {
        this.values = values;
    }

    /** All by name. */
    Map<String, Object> all() {
        return values;
    }

    /** One that must be there. */
    Object value(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw QemuError.generic("Parameter '%s' is missing".formatted(name));
        }
        return value;
    }

    String text(String name) {
        return value(name).toString();
    }

    Optional<String> optionalText(String name) {
        return Optional.ofNullable(values.get(name)).map(Object::toString);
    }

    long number(String name) {
        return (Long) value(name);
    }

    Optional<Long> optionalNumber(String name) {
        return Optional.ofNullable((Long) values.get(name));
    }

    boolean flag(String name, boolean otherwise) {
        return (Boolean) values.getOrDefault(name, otherwise);
    }

    List<?> list(String name) {
        return (List<?>) values.getOrDefault(name, List.of());
    }

    /** One of a closed set, written in lower case with hyphens. */
    <E extends Enum<E>> E choice(String name, E otherwise) {
        Optional<String> given = optionalText(name);
        if (given.isEmpty()) {
            return otherwise;
        }
        for (E constant : otherwise.getDeclaringClass().getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(given.get())) {
                return constant;
            }
        }
        throw QemuError.generic(
                "Parameter '%s' does not accept value '%s'".formatted(name, given.get()));
    }
}
