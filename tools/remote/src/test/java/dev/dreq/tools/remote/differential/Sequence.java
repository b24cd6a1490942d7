package dev.dreq.tools.remote.differential;

import java.util.List;
import java.util.stream.Stream;

/**
 * Operations on a machine that was reset.
 *
 * @param medium what is in the floppy drive
 * @param beginning sets everything that survives a reset
 * @param operations what is compared
 */
record Sequence(Medium medium, List<Operation> beginning, List<Operation> operations) {

    Sequence {
        beginning = List.copyOf(beginning);
        operations = List.copyOf(operations);
    }

    /** All operations. */
    List<Operation> all() {
        return Stream.concat(beginning.stream(), operations.stream()).toList();
    }

    /** The same with other operations behind its beginning. */
    Sequence with(List<Operation> others) {
        return new Sequence(medium, beginning, others);
    }
}
