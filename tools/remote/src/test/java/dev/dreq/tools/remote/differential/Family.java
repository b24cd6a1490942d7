package dev.dreq.tools.remote.differential;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A kind of sequences: what they are done to, and how they are made up.
 *
 * @param name as {@code differences.table} has it
 * @param qemuArguments what QEMU gets beside the floppy controller that its pc always has
 * @param devices what our machine gets beside DMA and floppy controller, with its settings
 * @param author makes up sequences
 */
record Family(
        String name,
        List<String> qemuArguments,
        Map<String, Map<String, String>> devices,
        Author author) {

    /** Makes up sequences. */
    interface Author {

        /**
         * Makes one up. It begins with what sets everything that survives a reset.
         *
         * @param atLeast operations behind that beginning
         */
        Sequence sequence(SplittableRandom random, int atLeast);
    }

    @Override
    public String toString() {
        return name;
    }
}
