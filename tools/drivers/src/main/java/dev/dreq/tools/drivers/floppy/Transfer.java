package dev.dreq.tools.drivers.floppy;

import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.dma.DmaOperations;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pages;
import dev.dreq.hal.mm.Pulong;
import dev.dreq.tools.drivers.queue.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Moves whole sectors between the medium and a buffer: one allocation of the adapter channel, one
 * operation after another. All methods at DISPATCH_LEVEL.
 *
 * <p>The order of the DMA routines is that of packet-based system DMA: KeFlushIoBuffers and
 * AllocateAdapterChannel once; for each operation MapTransfer, then the device, then, from the DPC,
 * FlushAdapterBuffers; FreeAdapterChannel once.
 */
final class Transfer {
    private final FloppyHardware hardware;
    private final Geometry geometry;
    private final OperationSplit split;
    private final Mdl mdl;
    private final int bufferOffset;
    private final long byteOffset;
    private final int length;
    private final boolean writeToDevice;
    private final Verdict verdict;
    private final TransferCompletion then;
    private final DmaAdapter adapter;
    private final DmaOperations dma;

    private long mapRegisterBase;
    private long currentVa;
    private Operation operation;
    private int moved;
    private int retriesLeft;

    /**
     * A transfer of {@code length} bytes, none of which needs the sector buffer.
     *
     * @param bufferOffset where they are in {@code mdl}
     * @param byteOffset where they are on the medium
     */
    Transfer(
            FloppyHardware hardware,
            Geometry geometry,
            OperationSplit split,
            Mdl mdl,
            int bufferOffset,
            long byteOffset,
            int length,
            boolean writeToDevice,
            Verdict verdict,
            TransferCompletion then) {
        this.hardware = hardware;
        this.geometry = geometry;
        this.split = split;
        this.mdl = mdl;
        this.bufferOffset = bufferOffset;
        this.byteOffset = byteOffset;
        this.length = length;
        this.writeToDevice = writeToDevice;
        this.verdict = verdict;
        this.then = then;
        this.adapter = hardware.dma().adapter();
        this.dma = adapter.dmaOperations();
        this.operation = new Operation(byteOffset, length, false);
        this.retriesLeft = hardware.options().retries();
    }

    /** Asks for the channel, now or when the heads are in place. */
    void start() {
        NtStatus goOn = verdict.status();
        if (!goOn.isSuccess()) {
            then.ended(goOn, moved);
            return;
        }
        switch (hardware.options().start()) {
            case STARTIO, QUEUE -> allocate();
            case READY ->
                    hardware.drive()
                            .seek(
                                    geometry.sectorAt(byteOffset).cylinder(),
                                    status -> {
                                        if (status.isSuccess()) {
                                            allocate();
                                        } else {
                                            then.ended(status, moved);
                                        }
                                    });
        }
    }

    private long bufferVa() {
        return hardware.kernel().mm().getMdlVirtualAddress(mdl) + bufferOffset;
    }

    private void allocate() {
        long pages = Pages.addressAndSizeToSpanPages(bufferVa(), length);
        int mapRegisters = (int) Math.min(pages, hardware.dma().mapRegisters());
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
            endLater(goOn);
            return IoAllocationAction.KeepObject;
        }
        mapRegisterBase = base;
        currentVa = bufferVa();
        beginOperation();
        return IoAllocationAction.KeepObject;
    }

    /** In a DPC, because AdapterControl of a slave has nothing else to return than KeepObject. */
    private void endLater(NtStatus status) {
        Ke ke = hardware.kernel().ke();
        ke.insertQueueDpc(ke.initializeDpc((dpc, context, a, b) -> end(status), null), null, null);
    }

    private void beginOperation() {
        operation = split.next(byteOffset + moved, currentVa, length - moved);
        Pulong mapped = hardware.dma().length();
        mapped.set(operation.length());
        dma.mapTransfer(adapter, mdl, mapRegisterBase, currentVa, mapped, writeToDevice);
        hardware.counters().operation(operation.length());
        SectorAddress first = geometry.sectorAt(operation.byteOffset());
        hardware.drive().seek(first.cylinder(), status -> program(first, status));
    }

    private void program(SectorAddress first, NtStatus seekStatus) {
        if (!seekStatus.isSuccess()) {
            endOperation(seekStatus);
            return;
        }
        int unit = hardware.options().unit();
        FdcCommand command =
                writeToDevice
                        ? FdcCommand.writeData(unit, first, geometry)
                        : FdcCommand.readData(unit, first, geometry);
        hardware.controller().start(command, result -> endOperation(statusOf(result)));
    }

    /** The controller's status; it must also have come as far as it was asked to. */
    private NtStatus statusOf(FdcResult result) {
        long end = operation.byteOffset() + operation.length();
        if (result.succeeded() && geometry.byteOffset(result.next()) != end) {
            return NtStatus.STATUS_DEVICE_DATA_ERROR;
        }
        return result.status();
    }

    private void endOperation(NtStatus deviceStatus) {
        boolean flushed =
                dma.flushAdapterBuffers(
                        adapter,
                        mdl,
                        mapRegisterBase,
                        currentVa,
                        operation.length(),
                        writeToDevice);
        NtStatus status =
                deviceStatus.isSuccess() && !flushed
                        ? NtStatus.STATUS_IO_DEVICE_ERROR
                        : deviceStatus;
        if (status == NtStatus.STATUS_NO_SUCH_DEVICE) {
            end(status);
        } else if (hardware.drive().diskChanged()) {
            end(status.isSuccess() ? NtStatus.STATUS_VERIFY_REQUIRED : status);
        } else if (status.isSuccess()) {
            advance();
        } else if (retriesLeft > 0 && status != NtStatus.STATUS_MEDIA_WRITE_PROTECTED) {
            retry();
        } else {
            end(status);
        }
    }

    private void advance() {
        currentVa += operation.length();
        moved += operation.length();
        retriesLeft = hardware.options().retries();
        if (moved < length) {
            goOn();
        } else {
            end(NtStatus.STATUS_SUCCESS);
        }
    }

    private void retry() {
        NtStatus goOn = verdict.status();
        if (!goOn.isSuccess()) {
            end(goOn);
            return;
        }
        retriesLeft--;
        hardware.counters().retried();
        hardware.drive()
                .recover(
                        status -> {
                            if (status.isSuccess()) {
                                goOn();
                            } else {
                                end(status);
                            }
                        });
    }

    private void goOn() {
        NtStatus goOn = verdict.status();
        if (goOn.isSuccess()) {
            beginOperation();
        } else {
            end(goOn);
        }
    }

    private void end(NtStatus status) {
        dma.freeAdapterChannel(adapter);
        then.ended(status, moved);
    }
}
