package dev.dreq.tools.testkit.faulty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.ke.KernelHang;
import dev.dreq.hal.verifier.Rule;
import dev.dreq.hal.verifier.VerifierMode;
import dev.dreq.hal.verifier.VerifierStop;
import dev.dreq.hal.verifier.Violation;
import dev.dreq.tools.drivers.faulty.Fault;
import dev.dreq.tools.drivers.faulty.Faults;
import dev.dreq.tools.drivers.faulty.RoundTrip;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each way in which the faulty driver breaks a rule is noticed with the rule's code, parameters and
 * words; and what is done right is not.
 */
class RuleTableTest {
    private static final int ALIGNMENT = 64;

    /** Rules that no driver breaks; see {@link FaultyMachineTest}. */
    private static final Set<Rule> ELSEWHERE =
            EnumSet.of(Rule.CLOCK_WENT_BACK, Rule.CLOCK_TOO_FAST);

    /**
     * A line of {@code rules.table}.
     *
     * @param parameters P2, P3 and P4: a hexadecimal number; what the call or one before it names
     *     an argument of that value; or {@code *}, an address that no call names
     */
    record Row(String fault, List<String> parameters, String words) {

        static Row of(String line) {
            String[] cells = line.split(" *\\| *", -1);
            return new Row(cells[0], List.of(cells[1], cells[2], cells[3]), cells[4]);
        }

        Rule rule() {
            return Faults.named(fault).flatMap(Fault::rule).orElseThrow();
        }

        @Override
        public String toString() {
            return fault;
        }
    }

    static List<Row> rows() throws IOException {
        try (BufferedReader table =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        RuleTableTest.class.getResourceAsStream("rules.table")),
                                StandardCharsets.UTF_8))) {
            return table.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Row::of)
                    .toList();
        }
    }

    static Stream<String> rightOnes() {
        return Faults.all().stream().filter(fault -> fault.rule().isEmpty()).map(Fault::label);
    }

    private static KernelOptions options(VerifierMode mode) {
        return KernelOptions.defaults()
                .withVerifier(mode)
                .withGuards(true)
                .withDmaAlignment(ALIGNMENT);
    }

    @Test
    void everyFaultHasARow() throws IOException {
        assertEquals(
                Faults.all().stream()
                        .filter(fault -> fault.rule().isPresent())
                        .map(Fault::label)
                        .toList(),
                rows().stream().map(Row::fault).toList());
    }

    @Test
    void everyRuleHasAFault() {
        Set<Rule> left = EnumSet.allOf(Rule.class);
        Faults.all().stream().map(Fault::rule).flatMap(Optional::stream).forEach(left::remove);
        assertEquals(ELSEWHERE, left);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theFirstBrokenRuleStops(Row row) {
        try (FaultyPc pc = new FaultyPc(row.fault(), true, options(VerifierMode.STOP))) {
            VerifierStop stop = assertThrows(VerifierStop.class, pc::run);
            assertEquals(BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, stop.code());
            Violation violation = stop.violation();
            assertEquals(
                    List.of(
                            (long) row.rule().code(),
                            violation.p2(),
                            violation.p3(),
                            violation.p4()),
                    List.of(
                            stop.parameter(1),
                            stop.parameter(2),
                            stop.parameter(3),
                            stop.parameter(4)));
            check(row, violation);
            assertEquals(List.of(violation), pc.violations());
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theFirstBrokenRuleIsReported(Row row) {
        try (FaultyPc pc = new FaultyPc(row.fault(), true, options(VerifierMode.REPORT))) {
            try {
                pc.run();
            } catch (BugCheck | KernelHang whereNothingGoesOn) {
                assertFalse(pc.violations().isEmpty(), whereNothingGoesOn.toString());
            }
            check(row, pc.violations().get(0));
        }
    }

    private static void check(Row row, Violation violation) {
        assertEquals(row.rule(), violation.rule(), violation.message());
        assertTrue(violation.message().contains(row.words()), violation.message());
        String calls = violation.call() + String.join("\n", violation.history());
        assertFalse(violation.call().isEmpty(), violation.message());
        List<Long> found = List.of(violation.p2(), violation.p3(), violation.p4());
        for (int i = 0; i < found.size(); i++) {
            String expected = row.parameters().get(i);
            long value = found.get(i);
            String what = "P%d of %s: %x, not %s".formatted(i + 2, violation, value, expected);
            if (expected.equals("*")) {
                assertTrue(value != 0, what);
            } else if (expected.matches("[0-9a-f]+")) {
                assertEquals(Long.parseLong(expected, 16), value, what);
            } else {
                assertTrue(calls.contains("%s 0x%x".formatted(expected, value)), what);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rightOnes")
    void whatIsDoneRightBreaksNoRule(String label) {
        for (boolean coherent : new boolean[] {true, false}) {
            for (boolean guards : new boolean[] {true, false}) {
                try (FaultyPc pc =
                        new FaultyPc(
                                label, coherent, options(VerifierMode.STOP).withGuards(guards))) {
                    assertEquals(-1, pc.run().differsAt());
                    assertEquals(List.of(), pc.violations());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("flushes")
    void aFlushThatIsMissingShowsStaleDataAndHasARule(String label, Rule rule) {
        for (boolean coherent : new boolean[] {true, false}) {
            try (FaultyPc pc = new FaultyPc(label, coherent, KernelOptions.defaults())) {
                assertEquals(coherent, arrives(pc), label);
            }
        }
        try (FaultyPc pc = new FaultyPc(label, false, options(VerifierMode.STOP))) {
            assertEquals(rule, assertThrows(VerifierStop.class, pc::run).violation().rule());
        }
    }

    /** KeFlushIoBuffers, FlushAdapterBuffers and PutScatterGatherList. */
    static Stream<Arguments> flushes() {
        return Stream.of(
                Arguments.of("EXT-06", Rule.NO_KE_FLUSH_IO_BUFFERS),
                Arguments.of("EXT-11/unflushed", Rule.IRP_COMPLETED_EARLY),
                Arguments.of("EXT-11/list", Rule.IRP_COMPLETED_EARLY));
    }

    private static boolean arrives(FaultyPc pc) {
        RoundTrip trip = pc.trip();
        assertTrue(trip.written().isSuccess() && trip.read().isSuccess(), trip.toString());
        return trip.differsAt() < 0;
    }
}
