package dev.dreq.hal.dma;

import java.util.Arrays;
import java.util.Objects;

/** A scatter/gather list stored in Java fields, with the layout of 64-bit systems. */
final class ScatterGatherFields implements ScatterGatherBuffer {
    static final int HEADER_SIZE = 16;
    static final int ELEMENT_SIZE = 24;

    private final long address;
    private long[] logicalAddresses = {};
    private int[] lengths = {};
    private int count;

    ScatterGatherFields(long address) {
        this.address = address;
    }

    private record Element(long address, long logicalAddress, int length)
            implements ScatterGatherElement {}

    /** Bytes of a list. */
    static long size(long elements) {
        return HEADER_SIZE + elements * ELEMENT_SIZE;
    }

    @Override
    public void clear() {
        count = 0;
    }

    @Override
    public void add(long logicalAddress, int length) {
        if (count == lengths.length) {
            int room = Math.max(4, 2 * count);
            logicalAddresses = Arrays.copyOf(logicalAddresses, room);
            lengths = Arrays.copyOf(lengths, room);
        }
        logicalAddresses[count] = logicalAddress;
        lengths[count++] = length;
    }

    @Override
    public void set(long[] newLogicalAddresses, int[] newLengths, int newCount) {
        logicalAddresses = Arrays.copyOf(newLogicalAddresses, newCount);
        lengths = Arrays.copyOf(newLengths, newCount);
        count = newCount;
    }

    @Override
    public long address() {
        return address;
    }

    @Override
    public int numberOfElements() {
        return count;
    }

    @Override
    public ScatterGatherElement elements(int index) {
        Objects.checkIndex(index, count);
        return new Element(address + size(index), logicalAddresses[index], lengths[index]);
    }
}
