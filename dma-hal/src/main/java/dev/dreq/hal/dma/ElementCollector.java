package dev.dreq.hal.dma;

import dev.dreq.hal.trace.KernelTrace;
import java.util.ArrayList;
import java.util.List;

/** The elements of a list with limited room; ranges that follow one another are one element. */
final class ElementCollector implements LogicalRanges {
    /** Where it lies, where the device sees it, how long it is. */
    private record Range(long address, long logical, long length) {

        Range and(long more) {
            return new Range(address, logical, length + more);
        }
    }

    private final long most;
    private final List<Range> ranges = new ArrayList<>();

    ElementCollector(long most) {
        this.most = most;
    }

    @Override
    public boolean takes(long address) {
        return ranges.size() < most || goesOn(address);
    }

    @Override
    public void add(long address, long logical, long length) {
        if (goesOn(address)) {
            ranges.add(ranges.remove(ranges.size() - 1).and(length));
        } else {
            ranges.add(new Range(address, logical, length));
        }
    }

    private boolean goesOn(long address) {
        if (ranges.isEmpty() || address % BusMasterAdapter.WINDOW == 0) {
            return false;
        }
        Range last = ranges.get(ranges.size() - 1);
        return last.address + last.length == address;
    }

    int count() {
        return ranges.size();
    }

    /** Records what an operation of {@code channel} has mapped. */
    void record(KernelTrace trace, String channel, boolean writeToDevice) {
        for (Range range : ranges) {
            trace.mapping(channel, range.logical, range.length, writeToDevice);
        }
    }

    /** Leaves the list in a driver's memory. */
    void store(ScatterGatherBuffer buffer) {
        buffer.clear();
        for (Range range : ranges) {
            buffer.add(range.logical, (int) range.length);
        }
    }
}
