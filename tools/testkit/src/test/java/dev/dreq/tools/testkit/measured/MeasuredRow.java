package dev.dreq.tools.testkit.measured;

import java.util.List;

/**
 * What was done to a machine and what it answered.
 *
 * @param number its number in the file
 * @param title what it shows
 * @param setUp words that describe the machine, other than the default
 * @param steps in the language at the head of {@code i8237.rows}
 * @param answers in order
 */
record MeasuredRow(
        int number, String title, List<String> setUp, List<String> steps, List<String> answers) {

    MeasuredRow {
        setUp = List.copyOf(setUp);
        steps = List.copyOf(steps);
        answers = List.copyOf(answers);
        if (steps.isEmpty() || answers.isEmpty()) {
            throw new IllegalArgumentException(
                    "row %d does nothing or expects nothing".formatted(number));
        }
    }

    @Override
    public String toString() {
        return "row %d: %s".formatted(number, title);
    }
}
