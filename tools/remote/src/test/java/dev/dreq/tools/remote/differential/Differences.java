package dev.dreq.tools.remote.differential;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** The answers in which our machine parts from QEMU on purpose: {@code differences.table}. */
final class Differences {
    private static final String FILE = "differences.table";
    private static final int COLUMNS = 6;

    private final List<Difference> rows;
    private final List<Difference> met = new ArrayList<>();

    /** What becomes of a sequence in which the difference is met. */
    enum Then {
        /** The machines are alike again. */
        GO_ON,
        /** They are not, so nothing more of the sequence is compared. */
        STOP
    }

    /**
     * A row.
     *
     * @param place whole name of a place, as a pattern
     * @param qemu a pattern of QEMU's answers
     * @param ours a pattern of ours
     * @param reason why they differ
     */
    record Difference(
            String family, Pattern place, Pattern qemu, Pattern ours, Then then, String reason) {

        Difference {
            if (reason.isBlank()) {
                throw new IllegalArgumentException("a difference without a reason: " + place);
            }
        }

        private static Difference parse(String line) {
            String[] column = line.split(" +\\| +", COLUMNS);
            if (column.length != COLUMNS) {
                throw new IllegalArgumentException(
                        "%s: %d columns, not: %s".formatted(FILE, COLUMNS, line));
            }
            return new Difference(
                    column[0],
                    Pattern.compile(column[1]),
                    Pattern.compile(column[2]),
                    Pattern.compile(column[3]),
                    column[4].equals("stop") ? Then.STOP : Then.GO_ON,
                    column[5]);
        }

        private boolean covers(Operation operation, Answer theirs, Answer own) {
            return place.matcher(operation.place()).matches()
                    && qemu.matcher(theirs.toString()).matches()
                    && ours.matcher(own.toString()).matches();
        }
    }

    private Differences(List<Difference> rows) {
        this.rows = rows;
    }

    /** Those of a family. */
    static Differences of(String family) {
        try (InputStream in =
                Objects.requireNonNull(Differences.class.getResourceAsStream(FILE), FILE)) {
            return new Differences(
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank() && !line.startsWith("#"))
                            .map(Difference::parse)
                            .filter(row -> row.family().equals(family))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The row that two answers which differ fall under, if there is one; it has been met then. */
    Optional<Then> covering(Operation operation, Answer qemu, Answer ours) {
        Optional<Difference> row =
                rows.stream().filter(one -> one.covers(operation, qemu, ours)).findFirst();
        row.filter(one -> !met.contains(one)).ifPresent(met::add);
        return row.map(Difference::then);
    }

    /** Rows that nothing fell under. */
    List<String> stale() {
        return rows.stream()
                .filter(row -> !met.contains(row))
                .map(row -> "%s | %s | %s".formatted(row.family(), row.place(), row.reason()))
                .toList();
    }
}
