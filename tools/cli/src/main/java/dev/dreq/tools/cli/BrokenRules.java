package dev.dreq.tools.cli;

import dev.dreq.hal.verifier.Rule;
import dev.dreq.hal.verifier.VerifierStop;
import dev.dreq.hal.verifier.Violation;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The end of a run in which drivers broke rules; the report says more of each. */
final class BrokenRules extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param violations at least one
     * @param end what ended the run; null if it went on to its end
     */
    BrokenRules(List<Violation> violations, @Nullable Throwable end) {
        super(words(violations, end), end);
    }

    private static String words(List<Violation> violations, @Nullable Throwable end) {
        List<Rule> rules = violations.stream().map(Violation::rule).distinct().toList();
        String broken =
                rules.stream()
                        .map(rule -> "%s %s".formatted(rule.label(), rule))
                        .collect(Collectors.joining(", "));
        String more =
                rules.size() == 1
                        ? "dreq rules %s says more".formatted(rules.get(0).label())
                        : "dreq rules CODE says more of each";
        String failure =
                end == null || end instanceof VerifierStop
                        ? ""
                        : "\ndreq: " + Failure.of(end).words();
        return "the driver broke the DMA contract: %s; %s%s".formatted(broken, more, failure);
    }
}
