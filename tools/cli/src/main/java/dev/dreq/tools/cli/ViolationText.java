package dev.dreq.tools.cli;

import dev.dreq.hal.verifier.Rule;
import dev.dreq.hal.verifier.Violation;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Broken rules, for people: which, what was done, what to do instead, and what led to it. What a
 * rule says is said once.
 */
final class ViolationText {
    private static final int WIDTH = 86;
    private static final int ARGUMENTS = 56;

    private ViolationText() {}

    /** Each begins with an empty line. */
    static String of(List<Violation> violations) {
        StringBuilder text = new StringBuilder();
        Set<Rule> known = EnumSet.noneOf(Rule.class);
        for (Violation violation : violations) {
            text.append('\n').append(of(violation, known.add(violation.rule())));
        }
        return text.toString();
    }

    private static String of(Violation violation, boolean first) {
        TextTable table = new TextTable("  ");
        rows(table, "what", violation.message());
        if (!violation.call().isEmpty()) {
            rows(table, "call", violation.call());
        }
        if (first) {
            rows(table, "rule", violation.rule().meaning());
            rows(table, "mend", violation.rule().remedy());
        }
        return "broken rule %s %s%s%n%s%s"
                .formatted(
                        violation.rule().label(),
                        violation.rule(),
                        first ? "" : ", again",
                        table,
                        first && !violation.history().isEmpty() ? before(violation.history()) : "");
    }

    private static void rows(TextTable table, String name, String text) {
        String title = name;
        for (String line : WrappedText.lines(text, WIDTH)) {
            table.row(title, line);
            title = "";
        }
    }

    /** Oldest first. */
    private static String before(List<String> history) {
        TextTable table = new TextTable("    ");
        for (String call : history) {
            CallWords words = CallWords.of(call);
            String routine = words.routine();
            String irql = words.irql();
            for (String line : WrappedText.lines(words.arguments(), ", ", ARGUMENTS)) {
                table.row(routine, irql, line);
                routine = "";
                irql = "";
            }
        }
        return "  the calls before it\n" + table;
    }
}
