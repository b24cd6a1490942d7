package dev.dreq.hal.dma;

import java.util.Arrays;

/**
 * Where an adapter gathers the elements of a list, one list after another; delivered are copies. So
 * its memory hardly ever grows while buffers are looked through, which keeps that loop tight.
 */
final class ListElements implements LogicalRanges {
    private long[] logicalAddresses = {};
    private int[] lengths = {};
    private int count;

    void clear() {
        count = 0;
    }

    /** A list has room for all of its buffer. */
    @Override
    public boolean takes(long address) {
        return true;
    }

    @Override
    public void add(long address, long logical, long length) {
        if (count == lengths.length) {
            int room = Math.max(16, 2 * count);
            logicalAddresses = Arrays.copyOf(logicalAddresses, room);
            lengths = Arrays.copyOf(lengths, room);
        }
        logicalAddresses[count] = logical;
        lengths[count++] = (int) length;
    }

    /** Leaves the list in a driver's memory. */
    void store(ScatterGatherBuffer list) {
        list.set(logicalAddresses, lengths, count);
    }
}
