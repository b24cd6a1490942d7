package dev.dreq.tools.cli;

import static dev.dreq.tools.cli.Dreq.dreq;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.verifier.Rule;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code dreq rules}. */
class RulesTest {
    private static final int COLUMNS = 100;

    @Test
    void everyRuleIsListedInLinesThatFit() {
        Dreq rules = dreq("rules");
        assertEquals(0, rules.status());
        assertEquals("", rules.err());
        String words = rules.out().replaceAll("\\s+", " ");
        for (Rule rule : Rule.values()) {
            String row =
                    "%s %s %s -> %s".formatted(rule.label(), rule, rule.meaning(), rule.remedy());
            assertTrue(words.contains(row), () -> row + " is not in " + rules.out());
        }
        rules.out().lines().forEach(line -> assertTrue(line.length() <= COLUMNS, line));
    }

    @ParameterizedTest
    @EnumSource
    void oneIsExplainedWithAWrongAndARightExample(Rule rule) {
        Dreq sheet = dreq("rules", rule.label());
        assertEquals(0, sheet.status());
        assertTrue(sheet.out().startsWith("%s %s\n".formatted(rule.label(), rule)), sheet.out());
        assertTrue(sheet.out().contains("what breaks it  " + rule.meaning()), sheet.out());
        assertTrue(sheet.out().contains("how to mend     " + rule.remedy()), sheet.out());
        assertTrue(
                sheet.out()
                        .endsWith(
                                "\nwrong\n%s\nright\n%s"
                                        .formatted(
                                                rule.example().wrong().indent(2),
                                                rule.example().right().indent(2))),
                sheet.out());
        assertEquals(sheet, dreq("rules", rule.name().toLowerCase(Locale.ROOT)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x0D", "0D", "0d", "0X0d", "NOT_FLUSHED"})
    void theCodeMayBeShort(String code) {
        assertTrue(dreq("rules", code).out().startsWith("0x0D NOT_FLUSHED\n"));
    }
}
