package dev.dreq.tools.cli.line;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A name with properties: {@code NAME[,PROP=VALUE]...}. A comma within the name or a value is
 * written twice.
 *
 * @param option the option that it came with, for messages
 * @param name what stands first
 * @param properties in the order in which they were given
 */
public record NamedOptions(String option, String name, Map<String, String> properties) {

    /** Keeps the order of the properties. */
    public NamedOptions {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }

    /** Reads the value of an option. */
    public static NamedOptions parse(String option, String text) {
        List<String> parts = split(text);
        if (parts.get(0).isEmpty()) {
            throw new UsageException("%s '%s' begins with no name".formatted(option, text));
        }
        Map<String, String> properties = new LinkedHashMap<>();
        for (String part : parts.subList(1, parts.size())) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new UsageException(
                        "%s %s: '%s' is not of the form PROP=VALUE".formatted(option, text, part));
            }
            String property = part.substring(0, equals);
            if (properties.put(property, part.substring(equals + 1)) != null) {
                throw new UsageException(
                        "%s %s: %s is given twice".formatted(option, text, property));
            }
        }
        return new NamedOptions(option, parts.get(0), properties);
    }

    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ',') {
                part.append(c);
            } else if (i + 1 < text.length() && text.charAt(i + 1) == ',') {
                part.append(c);
                i++;
            } else {
                parts.add(part.toString());
                part.setLength(0);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    /** The same with more properties, which must be new. */
    NamedOptions with(String byOption, Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(properties);
        more.forEach(
                (property, value) -> {
                    if (all.put(property, value) != null) {
                        throw new UsageException(
                                "%s of %s is given by %s and by %s; give one of them"
                                        .formatted(property, name, option, byOption));
                    }
                });
        return new NamedOptions(option, name, all);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name);
        properties.forEach(
                (property, value) -> text.append(',').append(property).append('=').append(value));
        return text.toString();
    }
}
