package dev.dreq.tools.cli;

import dev.dreq.hal.verifier.Rule;

/** All that can be told of a rule: what breaks it, how to mend it, a wrong and a right example. */
final class RuleSheet {

    private RuleSheet() {}

    static String of(Rule rule) {
        return "%s %s%n%n%s%n%nwrong%n%s%nright%n%s"
                .formatted(
                        rule.label(),
                        rule,
                        new TextTable("")
                                .row("what breaks it", rule.meaning())
                                .row("how to mend", rule.remedy())
                                .toString()
                                .stripTrailing(),
                        rule.example().wrong().indent(2),
                        rule.example().right().indent(2));
    }
}
