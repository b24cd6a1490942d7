package dev.dreq.hal.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The one table of rules. */
class RuleTest {

    @Test
    void everyDocumentedCodeIsThereOnceAndNoOther() {
        List<Integer> silent = List.of(0x12, 0x17, 0x1A, 0x1C);
        List<Integer> expected =
                IntStream.concat(
                                IntStream.rangeClosed(0, 0x26).filter(c -> !silent.contains(c)),
                                IntStream.rangeClosed(0x1001, 0x1000 + 25))
                        .boxed()
                        .toList();
        assertEquals(expected, Arrays.stream(Rule.values()).map(Rule::code).toList());
    }

    @ParameterizedTest
    @EnumSource
    void hasWordsAndExamplesThatDiffer(Rule rule) {
        assertTrue(rule.meaning().endsWith("."), rule.meaning());
        assertTrue(rule.remedy().endsWith("."), rule.remedy());
        RuleExample example = rule.example();
        assertFalse(example.wrong().isBlank());
        assertFalse(example.right().isBlank());
        assertFalse(example.wrong().equals(example.right()));
    }

    @Test
    void isFoundByWhatPeopleCallIt() {
        assertEquals(Optional.of(Rule.NOT_FLUSHED), Rule.of("0x0d"));
        assertEquals(Optional.of(Rule.NOT_FLUSHED), Rule.of("0D"));
        assertEquals(Optional.of(Rule.FLUSH_MISMATCH), Rule.of("ext-04"));
        assertEquals(Optional.of(Rule.FLUSH_MISMATCH), Rule.of("flush_mismatch"));
        assertEquals(Optional.empty(), Rule.of("0x12"));
        TreeSet<String> labels = new TreeSet<>();
        Arrays.stream(Rule.values()).map(Rule::label).forEach(labels::add);
        assertEquals(Rule.values().length, labels.size());
    }
}
