package dev.dreq.tools.drivers.busmaster;

import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.dma.DmaOperations;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pages;
import dev.dreq.hal.mm.Pulong;
import dev.dreq.tools.drivers.queue.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Moves a buffer to or from video memory: one allocation of map registers, one operation after
 * another. All methods at DISPATCH_LEVEL.
 *
 * <p>The order of the DMA routines is that of packet-based bus-master DMA: KeFlushIoBuffers and
 * AllocateAdapterChannel once; for each operation MapTransfer (once without scatter/gather, else
 * until the operation is mapped), then the engine, then, from the DPC, one FlushAdapterBuffers;
 * FreeMapRegisters once, or FreeAdapterChannel if AdapterControl kept the channel.
 */
final class Transfer {
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

    private int mapRegisters;
    private long mapRegisterBase;
    private long currentVa;
    private int moved;

    /** A transfer of all of a window, which is as long as the buffer. */
    Transfer(
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

    /** Asks for map registers. */
    void start() {
        long pages =
                Pages.addressAndSizeToSpanPages(
                        hardware.kernel().mm().getMdlVirtualAddress(mdl), window.length());
        mapRegisters = (int) Math.min(pages, hardware.dma().mapRegisters());
        hardware.kernel().ke().flushIoBuffers(mdl, !writeToDevice, true);
        NtStatus status =
                dma.allocateAdapterChannel(
                        adapter, hardware.device(), mapRegisters, this::adapterControl, null);
        if (!status.isSuccess()) {
            then.ended(status, moved);
        }
    }

    private IoAllocationAction adapterControl(
            DeviceObject device, @Nullable Irp irp, long base, @Nullable Object context) {
        NtStatus goOn = verdict.status();
        if (!goOn.isSuccess()) {
            hardware.later(() -> then.ended(goOn, moved));
            return IoAllocationAction.DeallocateObject;
        }
        mapRegisterBase = base;
        currentVa = hardware.kernel().mm().getMdlVirtualAddress(mdl);
        beginOperation();
        return hardware.options().keep()
                ? IoAllocationAction.KeepObject
                : IoAllocationAction.DeallocateObjectKeepRegisters;
    }

    private void beginOperation() {
        map(split.next(moved, currentVa));
        hardware.counters().operation(runs);
        hardware.feed().prepare(runs, window, moved, writeToDevice);
        hardware.engine().start(this::endOperation);
    }

    /** Until all is mapped, or the engine takes no more. */
    private void map(int length) {
        Pulong mapped = hardware.dma().length();
        runs.clear();
        while (runs.total() < length && !runs.isFull()) {
            mapped.set(length - runs.total());
            long logicalAddress =
                    dma.mapTransfer(
                            adapter,
                            mdl,
                            mapRegisterBase,
                            currentVa + runs.total(),
                            mapped,
                            writeToDevice);
            runs.add(logicalAddress, mapped.get());
        }
    }

    private void endOperation(NtStatus deviceStatus) {
        boolean flushed =
                dma.flushAdapterBuffers(
                        adapter, mdl, mapRegisterBase, currentVa, runs.total(), writeToDevice);
        if (!deviceStatus.isSuccess()) {
            NtStatus reason = verdict.status();
            end(reason.isSuccess() ? deviceStatus : reason);
        } else if (!flushed) {
            end(NtStatus.STATUS_IO_DEVICE_ERROR);
        } else {
            advance();
        }
    }

    private void advance() {
        currentVa += runs.total();
        moved += runs.total();
        NtStatus goOn = verdict.status();
        if (moved == window.length()) {
            end(NtStatus.STATUS_SUCCESS);
        } else if (goOn.isSuccess()) {
            beginOperation();
        } else {
            end(goOn);
        }
    }

    private void end(NtStatus status) {
        if (hardware.options().keep()) {
            dma.freeAdapterChannel(adapter);
        } else {
            dma.freeMapRegisters(adapter, mapRegisterBase, mapRegisters);
        }
        then.ended(status, moved);
    }
}
