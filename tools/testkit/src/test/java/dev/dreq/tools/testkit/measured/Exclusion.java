package dev.dreq.tools.testkit.measured;

import java.util.ArrayList;
import java.util.List;

/**
 * One answer of one row in which our device parts from what was measured.
 *
 * @param device whose rows
 * @param row its number
 * @param field which of its answers, from 0
 * @param measured that answer, as a guard against a row that changes under its exclusion
 * @param ours what our device answers in its place: a value, and the edges around it
 * @param reason why
 */
record Exclusion(
        String device, int row, int field, String measured, List<String> ours, String reason) {

    Exclusion {
        ours = List.copyOf(ours);
        if (reason.isBlank()) {
            throw new IllegalArgumentException("an exclusion needs a reason: row " + row);
        }
    }

    /** The exclusions of a device's rows, by row and field. */
    static List<Exclusion> of(String device) {
        return RowFile.lines("exclusions.table").stream()
                .map(Exclusion::parse)
                .filter(exclusion -> exclusion.device.equals(device))
                .toList();
    }

    private static Exclusion parse(String line) {
        String[] column = line.split(" *\\| *", 6);
        if (column.length != 6) {
            throw new IllegalArgumentException("exclusions.table: six columns, not: " + line);
        }
        return new Exclusion(
                column[0],
                Integer.parseInt(column[1]),
                Integer.parseInt(column[2]),
                column[3],
                List.of(column[4].split(" +")),
                column[5]);
    }

    /** What our device has to answer in a row. */
    static List<String> expected(MeasuredRow row, List<Exclusion> exclusions) {
        List<List<String>> fields = new ArrayList<>();
        row.answers().forEach(answer -> fields.add(List.of(answer)));
        for (Exclusion exclusion : exclusions) {
            if (exclusion.row == row.number()) {
                fields.set(exclusion.field, exclusion.ours);
            }
        }
        return fields.stream().flatMap(List::stream).toList();
    }
}
