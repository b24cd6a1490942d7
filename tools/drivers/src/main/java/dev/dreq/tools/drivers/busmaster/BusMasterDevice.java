package dev.dreq.tools.drivers.busmaster;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.IoParameters;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.ke.EventType;
import dev.dreq.hal.ke.Kevent;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.tools.drivers.pnp.RequestGate;
import dev.dreq.tools.drivers.queue.IrpQueue;
import dev.dreq.tools.drivers.queue.OwnQueue;
import dev.dreq.tools.drivers.queue.StartIoQueue;
import dev.dreq.tools.drivers.queue.Verdict;
import dev.dreq.tools.drivers.queue.WorkInProgress;
import org.jspecify.annotations.Nullable;

/** A started device: takes IRPs, works on one at a time, completes them. */
final class BusMasterDevice {
    private final BusMasterHardware hardware;
    private final Kernel kernel;
    private final IrpQueue queue;
    private final Kevent idle;
    private final RequestGate gate;
    private final WorkInProgress inProgress;
    private int outstanding;
    private @Nullable ScreenMode mode;

    BusMasterDevice(BusMasterHardware hardware) {
        this.hardware = hardware;
        this.kernel = hardware.kernel();
        this.queue =
                switch (hardware.options().start()) {
                    case STARTIO, READY ->
                            new StartIoQueue(kernel, hardware.device(), this::cancelled);
                    case QUEUE ->
                            new OwnQueue(kernel, "bus master queue", this::work, this::cancelled);
                };
        this.gate = BusMasterExtension.of(hardware.device()).gate();
        this.inProgress = new WorkInProgress(kernel, hardware.engine()::stop);
        this.idle =
                kernel.ke().initializeEvent("bus master idle", EventType.NotificationEvent, true);
    }

    /** IRP_MJ_DEVICE_CONTROL. */
    NtStatus control(Irp irp) {
        IoParameters.DeviceIoControl request = request(irp);
        DeviceControl control = DeviceControl.of(request.ioControlCode()).orElse(null);
        if (control == null) {
            return answer(irp, NtStatus.STATUS_INVALID_DEVICE_REQUEST, 0);
        } else if (request.inputBufferLength() < control.inputLength()
                || request.outputBufferLength() < control.outputLength()) {
            return answer(irp, NtStatus.STATUS_BUFFER_TOO_SMALL, 0);
        } else if (control == DeviceControl.STATISTICS) {
            BusMasterStatistics statistics =
                    hardware.counters()
                            .statistics(
                                    hardware.dma().mapRegisters(),
                                    hardware.capabilities().maximumLength());
            kernel.mm().write(irp.systemBuffer(), statistics.encode(), 0, BusMasterStatistics.SIZE);
            return answer(irp, NtStatus.STATUS_SUCCESS, BusMasterStatistics.SIZE);
        }
        return pend(irp);
    }

    /** StartIo. DISPATCH_LEVEL. */
    void startIo(Irp irp) {
        if (queue instanceof StartIoQueue packets) {
            packets.claim(irp);
        }
        work(irp);
    }

    /** Returns when all IRPs are completed. PASSIVE_LEVEL. */
    void drain() {
        kernel.ke().waitForSingleObject(idle);
    }

    private IoParameters.DeviceIoControl request(Irp irp) {
        return kernel.io().getCurrentIrpStackLocation(irp).deviceIoControl();
    }

    private NtStatus pend(Irp irp) {
        outstanding++;
        kernel.ke().resetEvent(idle);
        queue.start(irp);
        return NtStatus.STATUS_PENDING;
    }

    private NtStatus answer(Irp irp, NtStatus status, long information) {
        irp.ioStatus().set(status, information);
        kernel.io().completeRequest(irp);
        return status;
    }

    /** One IRP is worked on at a time. DISPATCH_LEVEL. */
    private void work(Irp irp) {
        NtStatus verdict = gate.verdict(irp);
        if (!verdict.isSuccess()) {
            finish(irp, verdict, 0);
            return;
        }
        switch (DeviceControl.of(request(irp).ioControlCode()).orElseThrow()) {
            case SET_MODE -> setMode(irp, ScreenMode.decode(input(irp, ScreenMode.SIZE)));
            case WRITE_RECTANGLE -> transfer(irp, true);
            case READ_RECTANGLE -> transfer(irp, false);
            case STATISTICS -> throw new IllegalStateException("answered by the dispatch routine");
        }
    }

    private void setMode(Irp irp, ScreenMode asked) {
        if (!asked.fits(hardware.modes().videoMemory())) {
            finish(irp, NtStatus.STATUS_INVALID_PARAMETER, 0);
            return;
        }
        hardware.modes().set(asked);
        if (!hardware.modes().answer()) {
            finish(irp, NtStatus.STATUS_NO_SUCH_DEVICE, 0);
            return;
        }
        mode = asked;
        finish(irp, NtStatus.STATUS_SUCCESS, 0);
    }

    private void transfer(Irp irp, boolean writeToDevice) {
        ScreenMode shown = mode;
        Mdl buffer = irp.mdlAddress();
        ScreenRectangle rectangle = ScreenRectangle.decode(input(irp, ScreenRectangle.SIZE));
        if (shown == null) {
            finish(irp, NtStatus.STATUS_DEVICE_NOT_READY, 0);
        } else if (buffer == null || !rectangle.isWithin(shown)) {
            finish(irp, NtStatus.STATUS_INVALID_PARAMETER, 0);
        } else if (rectangle.window(shown).length() != kernel.mm().getMdlByteCount(buffer)) {
            finish(irp, NtStatus.STATUS_INVALID_PARAMETER, 0);
        } else {
            begin(irp, buffer, rectangle.window(shown), writeToDevice);
        }
    }

    private void begin(Irp irp, Mdl buffer, VramWindow window, boolean writeToDevice) {
        TransferCompletion then =
                (status, moved) -> {
                    inProgress.end(irp);
                    hardware.counters().moved(writeToDevice, moved);
                    finish(irp, status, moved);
                };
        Verdict verdict = () -> gate.verdict(irp);
        Runnable start =
                switch (hardware.options().path()) {
                    case SINGLE, SG, RING ->
                            new Transfer(hardware, buffer, window, writeToDevice, verdict, then)
                                    ::start;
                    case SG_LIST ->
                            new ListTransfer(hardware, buffer, window, writeToDevice, verdict, then)
                                    ::start;
                };
        inProgress.begin(irp);
        switch (hardware.options().start()) {
            case STARTIO, QUEUE -> start.run();
            case READY -> hardware.engine().whenIdle(start);
        }
    }

    private byte[] input(Irp irp, int length) {
        byte[] structure = new byte[length];
        kernel.mm().read(irp.systemBuffer(), structure, 0, length);
        return structure;
    }

    private void finish(Irp irp, NtStatus status, long information) {
        queue.startNext();
        complete(irp, status, information);
    }

    private void cancelled(Irp irp, NtStatus status) {
        complete(irp, status, 0);
    }

    private void complete(Irp irp, NtStatus status, long information) {
        irp.ioStatus().set(status, information);
        kernel.io().completeRequest(irp);
        outstanding--;
        if (outstanding == 0) {
            kernel.ke().setEvent(idle);
        }
    }
}
