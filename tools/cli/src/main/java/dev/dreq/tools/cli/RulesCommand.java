package dev.dreq.tools.cli;

import dev.dreq.hal.verifier.Rule;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ParseResult;

/** {@code dreq rules}: the rules of the DMA contract, or one of them. */
final class RulesCommand {
    private static final int WIDTH = 60;
    private static final String MEND = "-> ";

    private final PrintStream out;

    RulesCommand(PrintStream out) {
        this.out = out;
    }

    int run(ParseResult given) {
        out.print(
                given.hasMatchedPositional(0)
                        ? RuleSheet.of(rule(given.matchedPositionalValue(0, "")))
                        : table());
        return ExitStatus.OK;
    }

    private static Rule rule(String name) {
        return Rule.of(name)
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "no rule has the code or name %s; there are: %s"
                                                .formatted(
                                                        name,
                                                        Arrays.stream(Rule.values())
                                                                .map(Rule::label)
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ", ")))));
    }

    private static TextTable table() {
        TextTable table =
                new TextTable("")
                        .row("CODE", "NAME", "WHAT BREAKS IT")
                        .row("", "", "-> HOW TO MEND");
        for (Rule rule : Rule.values()) {
            String code = rule.label();
            String name = rule.name();
            for (String line : WrappedText.lines(rule.meaning(), WIDTH)) {
                table.row(code, name, line);
                code = "";
                name = "";
            }
            String mark = MEND;
            for (String line : WrappedText.lines(rule.remedy(), WIDTH - MEND.length())) {
                table.row("", "", mark + line);
                mark = " ".repeat(MEND.length());
            }
        }
        return table;
    }
}
