package dev.dreq.tools.testkit.mistakes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake that is easily made has a test that exists. */
class MistakeListTest {
    private static final int MISTAKES = 38;

    /** From the folder of this module, in which its tests run. */
    private static final Path ROOT = Path.of("..", "..");

    /** A line of {@code mistakes.rows}. */
    private record Row(int number, String rule, List<String> tests) {
        static Row of(String line) {
            String[] parts = line.split(" \\| ", 3);
            return new Row(Integer.parseInt(parts[0]), parts[1], List.of(parts[2].split(", ", -1)));
        }

        @Override
        public String toString() {
            return number + " " + rule;
        }
    }

    static List<Row> rows() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        MistakeListTest.class.getResourceAsStream("mistakes.rows"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Row::of)
                    .toList();
        }
    }

    @Test
    void noneIsLeftOut() throws IOException {
        assertEquals(
                IntStream.rangeClosed(1, MISTAKES).boxed().toList(),
                rows().stream().map(Row::number).toList());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void eachHasATest(Row row) throws IOException {
        for (String test : row.tests()) {
            String[] parts = test.split("[:#]", 3);
            String source = Files.readString(source(parts[0], parts[1]));
            Pattern method =
                    Pattern.compile(
                            "@(Test|ParameterizedTest)\\b[^;{}]*(\\{[^{}]*\\}[^;{}]*)*void %s\\("
                                    .formatted(parts[2]));
            assertTrue(method.matcher(source).find(), () -> row + ": there is no test " + test);
        }
    }

    private static Path source(String module, String name) throws IOException {
        String file = name.replace('.', '/') + ".java";
        try (Stream<Path> paths = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
            List<Path> found = paths.filter(path -> path.endsWith(file)).toList();
            assertEquals(1, found.size(), () -> name + " is one class of " + module + ": " + found);
            return found.get(0);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
