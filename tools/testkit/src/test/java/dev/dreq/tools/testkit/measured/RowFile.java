package dev.dreq.tools.testkit.measured;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of measured rows. The head of {@code i8237.rows} describes its language.
 *
 * @param name of the device
 * @param watchedIrq the interrupt input whose edges are answers
 * @param rows in the file's order
 */
record RowFile(String name, OptionalInt watchedIrq, List<MeasuredRow> rows) {

    private static final Pattern ROW = Pattern.compile("row (\\d+): (.+)");
    private static final Pattern PART = Pattern.compile("  (with|do|is): (.+)");
    private static final Pattern WATCH = Pattern.compile("watch irq (\\d+)");

    RowFile {
        rows = List.copyOf(rows);
    }

    /** Reads {@code NAME.rows}, which lies beside this class. */
    static RowFile of(String name) {
        OptionalInt watchedIrq = OptionalInt.empty();
        List<Draft> drafts = new ArrayList<>();
        for (String line : lines(name + ".rows")) {
            Matcher row = ROW.matcher(line);
            Matcher part = PART.matcher(line);
            Matcher watch = WATCH.matcher(line);
            if (row.matches()) {
                drafts.add(new Draft(Integer.parseInt(row.group(1)), row.group(2)));
            } else if (part.matches() && !drafts.isEmpty()) {
                drafts.get(drafts.size() - 1).add(part.group(1), part.group(2));
            } else if (watch.matches() && drafts.isEmpty()) {
                watchedIrq = OptionalInt.of(Integer.parseInt(watch.group(1)));
            } else {
                throw new IllegalArgumentException("%s.rows: what is '%s'?".formatted(name, line));
            }
        }
        return new RowFile(name, watchedIrq, drafts.stream().map(Draft::row).toList());
    }

    /** The lines of a file beside this class, without blank lines and comments. */
    static List<String> lines(String file) {
        try (InputStream in =
                Objects.requireNonNull(RowFile.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The row of a number. */
    MeasuredRow row(int number) {
        return rows.stream()
                .filter(row -> row.number() == number)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "%s.rows has no row %d".formatted(name, number)));
    }

    /** A row while its lines are read. */
    private record Draft(
            int number,
            String title,
            List<String> setUp,
            List<String> steps,
            List<String> answers) {

        Draft(int number, String title) {
            this(number, title, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        void add(String part, String text) {
            switch (part) {
                case "with" -> setUp.addAll(List.of(text.split(" +")));
                case "do" -> steps.addAll(List.of(text.split("; *")));
                default -> answers.addAll(List.of(text.split(" +")));
            }
        }

        MeasuredRow row() {
            return new MeasuredRow(number, title, setUp, steps, answers);
        }
    }
}
