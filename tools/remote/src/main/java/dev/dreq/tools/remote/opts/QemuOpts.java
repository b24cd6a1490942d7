package dev.dreq.tools.remote.opts;

import dev.dreq.machine.ConfigurationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The value of an option as QEMU writes it: {@code socket,id=c0,path=/tmp/q,server=on}. A comma in
 * a value is doubled, {@code key} alone is {@code key=on}, {@code nokey} is {@code key=off}, and of
 * a repeated key the last counts. Who reads it takes key by key; {@link #end} refuses what nobody
 * took.
 */
public final class QemuOpts {

    private final String option;
    private final Map<String, String> given;
    private final Set<String> known = new LinkedHashSet<>();

    private QemuOpts(String option, Map<String, String> given) {
        this.option = option;
        this.given = given;
    }

    /**
     * Reads a text.
     *
     * @param option what messages call it, such as {@code -chardev}
     * @param implied the key of a first value that has none; empty if there is no such key
     * @throws ConfigurationException if a key is empty
     */
    public static QemuOpts parse(String option, String text, String implied) {
        Map<String, String> given = new LinkedHashMap<>();
        QemuOpts opts = new QemuOpts(option, given);
        List<String> parts = parts(text);
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            int equals = part.indexOf('=');
            if (equals == 0 || part.isEmpty()) {
                throw opts.wrong("a key is missing in '%s'".formatted(text));
            } else if (equals > 0) {
                given.put(part.substring(0, equals), part.substring(equals + 1));
            } else if (i == 0 && !implied.isEmpty()) {
                given.put(implied, part);
            } else if (part.startsWith("no")) {
                given.put(part.substring(2), "off");
            } else {
                given.put(part, "on");
            }
        }
        return opts;
    }

    /** Splits at single commas; a double one is a comma. */
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ',') {
                part.append(c);
            } else if (text.startsWith(",,", i)) {
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

    /** Takes the value of a key, if it was given. */
    public Optional<String> take(String key) {
        known.add(key);
        return Optional.ofNullable(given.remove(key));
    }

    /**
     * Takes the value of a key.
     *
     * @throws ConfigurationException if it was not given
     */
    public String require(String key) {
        return take(key).orElseThrow(() -> wrong("%s= is missing".formatted(key)));
    }

    /**
     * Takes a truth value: on, yes, true or y, or their opposites.
     *
     * @throws ConfigurationException if it is something else
     */
    public boolean takeFlag(String key, boolean otherwise) {
        return take(key)
                .map(
                        text ->
                                switch (text.toLowerCase(Locale.ROOT)) {
                                    case "on", "yes", "true", "y" -> true;
                                    case "off", "no", "false", "n" -> false;
                                    default ->
                                            throw wrong(
                                                    "%s is on or off, not '%s'"
                                                            .formatted(key, text));
                                })
                .orElse(otherwise);
    }

    /** What nobody took, in the order in which it was given. */
    public Map<String, String> rest() {
        return new LinkedHashMap<>(given);
    }

    /**
     * Ends the reading.
     *
     * @throws ConfigurationException if something was given that nobody took; it names what there
     *     is
     */
    public void end() {
        for (String key : given.keySet()) {
            throw wrong("there is no '%s'; there are: %s".formatted(key, String.join(", ", known)));
        }
    }

    /** A mistake in this option. */
    public ConfigurationException wrong(String what) {
        return new ConfigurationException("%s: %s".formatted(option, what));
    }
}
