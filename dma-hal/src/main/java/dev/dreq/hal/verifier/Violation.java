package dev.dreq.hal.verifier;

import java.util.List;

/**
 * A rule that a driver broke.
 *
 * @param rule which
 * @param p2 second parameter of the bug check, as the rule's documentation has it
 * @param p3 third parameter
 * @param p4 fourth parameter
 * @param message what was done, where, and what to do instead
 * @param call the call that broke it, by which driver and at which IRQL; empty if nobody watched
 * @param history the calls before it on the same adapter, oldest first
 */
public record Violation(
        Rule rule, long p2, long p3, long p4, String message, String call, List<String> history) {

    public Violation {
        history = List.copyOf(history);
    }

    static Violation of(Rule rule, long p2, long p3, long p4, String message) {
        return new Violation(rule, p2, p3, p4, message, "", List.of());
    }

    /** The same, with what led to it. */
    public Violation after(String newCall, List<String> newHistory) {
        return new Violation(rule, p2, p3, p4, message, newCall, newHistory);
    }

    /** For people: what happened, in a few lines. */
    public String report() {
        StringBuilder text = new StringBuilder();
        text.append("%s %s: %s%n".formatted(rule.label(), rule, message));
        text.append("  meaning: %s%n".formatted(rule.meaning()));
        text.append("  mend:    %s%n".formatted(rule.remedy()));
        if (!call.isEmpty()) {
            text.append("  call:    %s%n".formatted(call));
        }
        for (String before : history) {
            text.append("  before:  %s%n".formatted(before));
        }
        return text.toString();
    }
}
