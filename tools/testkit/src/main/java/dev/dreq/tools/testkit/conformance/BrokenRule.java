package dev.dreq.tools.testkit.conformance;

import dev.dreq.tools.testkit.bus.SlotMisuse;
import org.jspecify.annotations.Nullable;

/** A device breaks a rule: which one, what was found and where, and how to mend it. */
public final class BrokenRule extends AssertionError {

    private static final long serialVersionUID = 1L;

    /** The rule that is broken. */
    private final Rule rule;

    /** What was found, and where. */
    private final String found;

    BrokenRule(Rule rule, String found) {
        this(rule, found, null);
    }

    BrokenRule(Rule rule, String found, @Nullable Throwable cause) {
        super(
                "%s is broken: %s%n  The rule: %s.%n  To mend it: %s."
                        .formatted(rule.spelling(), found, rule.demand(), rule.mend()),
                cause);
        this.rule = rule;
        this.found = found;
    }

    /** A device that did with its slot what it may not. */
    static BrokenRule of(SlotMisuse misuse, String where) {
        Rule rule =
                switch (misuse.of()) {
                    case GRANT -> Rule.GRANT_KEPT;
                    case BURST -> Rule.BURST_COUNTS;
                    case TIMER -> Rule.TIMERS_MADE_AT_ONCE;
                    case STATE -> Rule.SAVE_CHANGES_NOTHING;
                };
        return new BrokenRule(rule, misuse.getMessage() + where, misuse);
    }

    /** The rule that is broken. */
    public Rule rule() {
        return rule;
    }

    /** The same, and where it was found. */
    BrokenRule at(String where) {
        return new BrokenRule(rule, found + where, getCause());
    }

    /** The same find, under another rule. */
    BrokenRule as(Rule other) {
        return new BrokenRule(other, found, getCause());
    }
}
