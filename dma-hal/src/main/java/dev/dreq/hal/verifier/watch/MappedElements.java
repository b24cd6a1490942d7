package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.dma.ScatterGatherBuffer;
import dev.dreq.hal.dma.ScatterGatherElement;
import java.util.ArrayList;
import java.util.List;

/** Room for a list that a slave's driver does without, but the verifier does not. */
final class MappedElements implements ScatterGatherBuffer {
    /** Bytes of a list of one element. */
    static final int LENGTH = 40;

    private record Element(long logicalAddress, int length) implements ScatterGatherElement {
        @Override
        public long address() {
            return 0;
        }
    }

    private final List<Element> elements = new ArrayList<>();

    @Override
    public void clear() {
        elements.clear();
    }

    @Override
    public void add(long logicalAddress, int length) {
        elements.add(new Element(logicalAddress, length));
    }

    @Override
    public long address() {
        return 0;
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
