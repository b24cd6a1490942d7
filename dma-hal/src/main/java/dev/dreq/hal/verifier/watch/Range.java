package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.dma.ScatterGatherElement;
import dev.dreq.hal.dma.ScatterGatherList;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes in a row.
 *
 * @param start the first
 * @param length how many, more than 0
 */
record Range(long start, long length) {

    /** Where a device finds what a list describes, in order. */
    static List<Range> of(ScatterGatherList list) {
        List<Range> ranges = new ArrayList<>();
        for (int i = 0; i < list.numberOfElements(); i++) {
            ScatterGatherElement element = list.elements(i);
            ranges.add(
                    new Range(element.logicalAddress(), Integer.toUnsignedLong(element.length())));
        }
        return ranges;
    }

    /** The address behind the last byte. */
    long end() {
        return start + length;
    }

    boolean overlaps(long otherStart, long otherLength) {
        return otherStart < end() && start < otherStart + otherLength;
    }

    boolean contains(long address) {
        return address >= start && address < end();
    }
}
