package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.dma.ScatterGatherElement;
import dev.dreq.hal.dma.ScatterGatherList;
import dev.dreq.hal.io.Irp;
import org.jspecify.annotations.Nullable;

/** A scatter/gather list as a driver sees it: it notices when it is used after its end. */
final class WatchedList implements ScatterGatherList {
    private final ScatterGatherList list;
    private final OpenMapping mapping;
    private final @Nullable Irp irp;
    private final Runnable usedAfterEnd;
    private boolean ended;

    WatchedList(
            ScatterGatherList list, OpenMapping mapping, @Nullable Irp irp, Runnable usedAfterEnd) {
        this.list = list;
        this.mapping = mapping;
        this.irp = irp;
        this.usedAfterEnd = usedAfterEnd;
    }

    /** What the kernel delivered. */
    ScatterGatherList list() {
        return list;
    }

    OpenMapping mapping() {
        return mapping;
    }

    /** What the device object worked on when it asked; null if it has no StartIo. */
    @Nullable Irp irp() {
        return irp;
    }

    void end() {
        ended = true;
    }

    private ScatterGatherList seen() {
        if (ended) {
            usedAfterEnd.run();
        }
        return list;
    }

    @Override
    public long address() {
        return list.address();
    }

    @Override
    public int numberOfElements() {
        return seen().numberOfElements();
    }

    @Override
    public ScatterGatherElement elements(int index) {
        return seen().elements(index);
    }
}
