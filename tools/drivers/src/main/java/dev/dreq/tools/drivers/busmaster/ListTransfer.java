package dev.dreq.tools.drivers.busmaster;

import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.dma.DmaOperations;
import dev.dreq.hal.dma.ScatterGatherElement;
import dev.dreq.hal.dma.ScatterGatherList;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.tools.drivers.queue.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Moves a buffer to or from video memory by scatter/gather lists. All methods at DISPATCH_LEVEL.
 *
 * <p>KeFlushIoBuffers once; for each operation GetScatterGatherList, then, from AdapterListControl,
 * the engine, then, from the DPC, PutScatterGatherList.
 */
final class ListTransfer {
    private final BusMasterHardware hardware;
    private final Mdl mdl;
    private final VramWindow window;
    private final boolean writeToDevice;
    private final Verdict verdict;
    private final TransferCompletion then;
    private final OperationSplit split;
    private final LogicalRuns runs;
    private final DmaAdapter adapter;
    private final DmaOperations dma;

    private long currentVa;
    private int moved;

    /** A transfer of all of a window, which is as long as the buffer. */
    ListTransfer(
            BusMasterHardware hardware,
            Mdl mdl,
            VramWindow window,
            boolean writeToDevice,
            Verdict verdict,
            TransferCompletion then) {
        this.hardware = hardware;
        this.mdl = mdl;
        this.window = window;
        this.writeToDevice = writeToDevice;
        this.verdict = verdict;
        this.then = then;
        this.split = hardware.split(window);
        this.runs = new LogicalRuns(hardware.feed().mostRuns());
        this.adapter = hardware.dma().adapter();
        this.dma = adapter.dmaOperations();
    }

    /** Asks for the first list. */
    void start() {
        hardware.kernel().ke().flushIoBuffers(mdl, !writeToDevice, true);
        currentVa = hardware.kernel().mm().getMdlVirtualAddress(mdl);
        beginOperation();
    }

    private void beginOperation() {
        NtStatus status =
                dma.getScatterGatherList(
                        adapter,
                        hardware.device(),
                        mdl,
                        currentVa,
                        split.next(moved, currentVa),
                        this::adapterListControl,
                        null,
                        writeToDevice);
        if (!status.isSuccess()) {
            then.ended(status, moved);
        }
    }

    private void adapterListControl(
            DeviceObject device,
            @Nullable Irp irp,
            ScatterGatherList list,
            @Nullable Object context) {
        NtStatus goOn = verdict.status();
        if (!goOn.isSuccess()) {
            hardware.later(() -> endOperation(list, goOn));
            return;
        }
        runs.clear();
        for (int i = 0; i < list.numberOfElements() && !runs.isFull(); i++) {
            ScatterGatherElement element = list.elements(i);
            runs.add(element.logicalAddress(), element.length());
        }
        hardware.counters().operation(runs);
        hardware.feed().prepare(runs, window, moved, writeToDevice);
        hardware.engine().start(status -> endOperation(list, status));
    }

    private void endOperation(ScatterGatherList list, NtStatus status) {
        dma.putScatterGatherList(adapter, list, writeToDevice);
        NtStatus goOn = verdict.status();
        if (!status.isSuccess()) {
            then.ended(goOn.isSuccess() ? status : goOn, moved);
            return;
        }
        currentVa += runs.total();
        moved += runs.total();
        if (moved == window.length()) {
            then.ended(NtStatus.STATUS_SUCCESS, moved);
        } else if (goOn.isSuccess()) {
            beginOperation();
        } else {
            then.ended(goOn, moved);
        }
    }
}
