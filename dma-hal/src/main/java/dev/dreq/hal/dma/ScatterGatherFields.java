package dev.dreq.hal.dma;

import java.util.ArrayList;
import java.util.List;

/** A scatter/gather list stored in Java fields, with the layout of 64-bit systems. */
final class ScatterGatherFields implements ScatterGatherBuffer {
    static final int HEADER_SIZE = 16;
    static final int ELEMENT_SIZE = 24;

    private record Element(long address, long logicalAddress, int length)
            implements ScatterGatherElement {}

    private final long address;
    private final List<Element> elements = new ArrayList<>();

    ScatterGatherFields(long address) {
        this.address = address;
    }

    /** Bytes of a list. */
    static long size(long elements) {
        return HEADER_SIZE + elements * ELEMENT_SIZE;
    }

    @Override
    public void clear() {
        elements.clear();
    }

    @Override
    public void add(long logicalAddress, int length) {
        elements.add(new Element(address + size(elements.size()), logicalAddress, length));
    }

    @Override
    public long address() {
        return address;
    }

    @Override
    public int numberOfElements() {
        return elements.size();
    }

    @Override
    public ScatterGatherElement elements(int index) {
        return elements.get(index);
    }
}
