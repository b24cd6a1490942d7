package dev.dreq.tools.cli;

import dev.dreq.hal.verifier.Violation;
import java.util.List;

/** A broken rule, for people: which, what was done, what to do instead, and what led to it. */
final class ViolationText {
    private static final int WIDTH = 86;
    private static final int ARGUMENTS = 56;

    private ViolationText() {}

    static String of(Violation violation) {
        TextTable table = new TextTable("  ");
        rows(table, "what", violation.message());
        if (!violation.call().isEmpty()) {
            rows(table, "call", violation.call());
        }
        rows(table, "rule", violation.rule().meaning());
        rows(table, "mend", violation.rule().remedy());
        String before = violation.history().isEmpty() ? "" : before(violation.history());
        return "broken rule %s %s%n%s%s"
                .formatted(violation.rule().label(), violation.rule(), table, before);
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
