package dev.dreq.tools.drivers.display;

import dev.dreq.hal.video.VpScatterGatherList;

/** How far a scatter/gather list has been given to the engine. */
final class ListCursor {

    /** Takes the ranges of a command, in order. */
    @FunctionalInterface
    interface Ranges {
        /** A range of logical addresses. */
        void range(long logicalAddress, int length);
    }

    private final VpScatterGatherList list;
    private int element;
    private int within;

    ListCursor(VpScatterGatherList list) {
        this.list = list;
    }

    /** How many of the next {@code most} bytes are in the next {@code elements} elements. */
    int covered(int elements, int most) {
        int end = Math.min(list.numberOfElements(), element + elements);
        long covered = -within;
        for (int i = element; i < end && covered < most; i++) {
            covered += list.elements(i).length();
        }
        return (int) Math.min(covered, most);
    }

    /** Goes over the next {@code bytes} bytes, which the list has; returns in how many ranges. */
    int take(int bytes, Ranges ranges) {
        int count = 0;
        for (int left = bytes; left > 0; count++) {
            var here = list.elements(element);
            int length = Math.min(left, here.length() - within);
            ranges.range(here.logicalAddress() + within, length);
            left -= length;
            within += length;
            if (within == here.length()) {
                element++;
                within = 0;
            }
        }
        return count;
    }
}
