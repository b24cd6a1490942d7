package dev.dreq.tools.testkit.measured;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our devices answer what QEMU answered, but for the fields of {@code exclusions.table}. */
class MeasuredRowsTest {

    private final PluginCatalog catalog = PluginCatalog.ofClassPath();

    @TempDir Path folder;

    @TestFactory
    Stream<DynamicTest> i8237() {
        return tests(RowFile.of("i8237"));
    }

    @TestFactory
    Stream<DynamicTest> fdc() {
        return tests(RowFile.of("fdc"));
    }

    @ParameterizedTest
    @CsvSource({"i8237, 86, 80", "fdc, 115, 100"})
    void mostRowsRunWhole(String device, int rows, int atLeast, TestReporter reporter) {
        List<Exclusion> exclusions = Exclusion.of(device);
        RowFile file = RowFile.of(device);

        long whole = rows - exclusions.stream().mapToInt(Exclusion::row).distinct().count();
        reporter.publishEntry(device + " rows that run whole", whole + " of " + rows);

        assertEquals(
                IntStream.rangeClosed(1, rows).boxed().toList(),
                file.rows().stream().map(MeasuredRow::number).toList());
        assertTrue(whole >= atLeast, () -> "only %d of %d".formatted(whole, rows));
    }

    @ParameterizedTest
    @ValueSource(strings = {"i8237", "fdc"})
    void eachExclusionIsOfAnAnswerThatDiffers(String device) {
        RowFile file = RowFile.of(device);
        for (Exclusion exclusion : Exclusion.of(device)) {
            MeasuredRow row = file.row(exclusion.row());
            assertEquals(exclusion.measured(), row.answers().get(exclusion.field()), row::toString);
            assertNotEquals(List.of(exclusion.measured()), exclusion.ours(), row::toString);
        }
    }

    private Stream<DynamicTest> tests(RowFile file) {
        List<Exclusion> exclusions = Exclusion.of(file.name());
        return file.rows().stream()
                .map(row -> test(file, row, Exclusion.expected(row, exclusions)));
    }

    private DynamicTest test(RowFile file, MeasuredRow row, List<String> expected) {
        return DynamicTest.dynamicTest(row.toString(), () -> run(file, row, expected));
    }

    private void run(RowFile file, MeasuredRow row, List<String> expected) throws Exception {
        try (Machine machine = SetUp.of(row.setUp()).build(catalog, folder)) {
            compare(row, expected, new Transcript(machine, file.watchedIrq()).run(row.steps()));
        }
    }

    private static void compare(
            MeasuredRow row, List<String> expected, List<Answers.Answer> answers) {
        List<String> got = answers.stream().map(Answers.Answer::value).toList();
        if (got.equals(expected)) {
            return;
        }
        int field = 0;
        while (field < expected.size()
                && field < got.size()
                && expected.get(field).equals(got.get(field))) {
            field++;
        }
        fail(
                """
                %s
                answer %d, step '%s': expected %s, got %s
                  steps    %s
                  expected %s
                  got      %s
                """
                        .formatted(
                                row,
                                field,
                                field < answers.size() ? answers.get(field).step() : "end",
                                field < expected.size() ? expected.get(field) : "no more",
                                field < got.size() ? got.get(field) : "no more",
                                String.join("; ", row.steps()),
                                String.join(" ", expected),
                                String.join(" ", got)));
    }
}
