package dev.dreq.tools.remote.differential;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What came of an operation.
 *
 * @param value what it read; empty if it reads nothing
 * @param interrupts the lines that told of interrupts on the way, in order
 */
record Answer(String value, List<String> interrupts) {

    Answer {
        interrupts = List.copyOf(interrupts);
    }

    /** Such as {@code 0x00d0 (raise 6)}. */
    @Override
    public String toString() {
        String read = value.isEmpty() ? "done" : value;
        return interrupts.isEmpty()
                ? read
                : read + interrupts.stream().collect(Collectors.joining(", ", " (", ")"));
    }
}
