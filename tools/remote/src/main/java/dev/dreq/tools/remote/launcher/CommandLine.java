package dev.dreq.tools.remote.launcher;

import dev.dreq.machine.ConfigurationException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The options of qemu-system-x86_64 that this one knows, with one dash or two. */
final class CommandLine {

    private final Map<String, Option> options = new LinkedHashMap<>();

    /**
     * An option.
     *
     * @param argument what people call its argument; empty if it takes none
     * @param summary for people, a line
     */
    private record Option(String name, String argument, String summary, Effect effect) {
        String help() {
            return "-%-34s %s".formatted((name + " " + argument).strip(), summary);
        }
    }

    /** What an option does to the plan. */
    @FunctionalInterface
    interface Effect {
        /** Applies the option with its argument, which is empty for one that takes none. */
        void apply(Plan plan, String argument);
    }

    /** Adds an option that takes an argument. */
    CommandLine with(String name, String argument, String summary, Effect effect) {
        options.put(name, new Option(name, argument, summary, effect));
        return this;
    }

    /** Adds an option that takes no argument. */
    CommandLine with(String name, String summary, Effect effect) {
        return with(name, "", summary, effect);
    }

    /**
     * Reads a command line.
     *
     * @throws ConfigurationException if it has a mistake
     */
    Plan read(List<String> words) {
        Plan plan = new Plan();
        for (Iterator<String> word = words.iterator(); word.hasNext(); ) {
            Option option = option(word.next());
            if (option.argument().isEmpty()) {
                option.effect().apply(plan, "");
            } else if (word.hasNext()) {
                option.effect().apply(plan, word.next());
            } else {
                throw new ConfigurationException(
                        "-%s: needs an argument, %s".formatted(option.name(), option.argument()));
            }
        }
        return plan;
    }

    private Option option(String word) {
        if (!word.startsWith("-") || word.equals("-")) {
            throw new ConfigurationException(
                    "%s: a disk without an option would be a fixed disk, which this machine lacks"
                            .formatted(word));
        }
        String name = word.substring(word.startsWith("--") ? 2 : 1);
        return Optional.ofNullable(options.get(name))
                .orElseThrow(
                        () ->
                                new ConfigurationException(
                                        "%s: invalid option; -help lists those that there are"
                                                .formatted(word)));
    }

    /** A line for each option. */
    String help() {
        return options.values().stream().map(Option::help).collect(Collectors.joining("\n"));
    }
}
