package dev.dreq.tools.remote.hmp;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A command of the human monitor.
 *
 * @param name with its short forms: {@code stop|s}
 * @param parameters in order
 * @param usage its parameters, for people
 * @param help what it does, for people
 * @param action is run under the machine's lock
 */
record HmpCommand(
        String name, List<HmpParameter> parameters, String usage, String help, Action action) {

    private static final Pattern BAR = Pattern.compile("\\|");

    /** What a command does. */
    @FunctionalInterface
    interface Action {

        /** Does it, and returns what to show. */
        String run(HmpArguments arguments);
    }

    /** What a command does that shows nothing. */
    @FunctionalInterface
    interface Effect {
        void run(HmpArguments arguments);
    }

    static HmpCommand showing(
            String name, String usage, String help, Action action, HmpParameter... parameters) {
        return new HmpCommand(name, List.of(parameters), usage, help, action);
    }

    static HmpCommand silent(
            String name, String usage, String help, Effect effect, HmpParameter... parameters) {
        return showing(
                name,
                usage,
                help,
                arguments -> {
                    effect.run(arguments);
                    return "";
                },
                parameters);
    }

    /** All names under which it can be called. */
    List<String> names() {
        return Arrays.asList(BAR.split(name));
    }

    /** Whether one of its flags is this letter. */
    boolean hasFlag(char letter) {
        return parameters.stream()
                .anyMatch(p -> p.isFlag() && p.name().equals(String.valueOf(letter)));
    }

    /** A line of help. */
    String helpLine(String prefix) {
        return "%s%s %s -- %s\n".formatted(prefix, name, usage, help);
    }
}
