package dev.dreq.tools.drivers.floppy;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.IoParameters;
import dev.dreq.hal.io.IoStackLocation;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.io.IrpMajor;
import dev.dreq.hal.ke.EventType;
import dev.dreq.hal.ke.Kevent;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.tools.drivers.pnp.RequestGate;
import dev.dreq.tools.drivers.queue.IrpQueue;
import dev.dreq.tools.drivers.queue.OwnQueue;
import dev.dreq.tools.drivers.queue.StartIoQueue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A started device: takes IRPs, works on one at a time, completes them. */
final class FloppyDevice {
    private final FloppyHardware hardware;
    private final Kernel kernel;
    private final Drive drive;
    private final IrpQueue queue;
    private final Kevent idle;
    private final RequestGate gate;
    private int outstanding;

    FloppyDevice(FloppyHardware hardware) {
        this.hardware = hardware;
        this.kernel = hardware.kernel();
        this.drive = hardware.drive();
        this.queue =
                switch (hardware.options().start()) {
                    case STARTIO, READY ->
                            new StartIoQueue(kernel, hardware.device(), this::cancelled);
                    case QUEUE -> new OwnQueue(kernel, "floppy queue", this::work, this::cancelled);
                };
        this.gate = FloppyExtension.of(hardware.device()).gate();
        this.idle = kernel.ke().initializeEvent("floppy idle", EventType.NotificationEvent, true);
    }

    /** IRP_MJ_READ and IRP_MJ_WRITE. */
    NtStatus readOrWrite(Irp irp) {
        IoParameters.ReadWrite request = kernel.io().getCurrentIrpStackLocation(irp).readWrite();
        if (request.length() == 0) {
            return answer(irp, NtStatus.STATUS_SUCCESS, 0);
        }
        return pend(irp);
    }

    /** IRP_MJ_DEVICE_CONTROL. */
    NtStatus control(Irp irp) {
        IoParameters.DeviceIoControl request =
                kernel.io().getCurrentIrpStackLocation(irp).deviceIoControl();
        DeviceControl control = DeviceControl.of(request.ioControlCode()).orElse(null);
        if (control == null) {
            return answer(irp, NtStatus.STATUS_INVALID_DEVICE_REQUEST, 0);
        } else if (request.outputBufferLength() < control.outputLength()) {
            return answer(irp, NtStatus.STATUS_BUFFER_TOO_SMALL, 0);
        } else if (control == DeviceControl.STATISTICS) {
            FloppyStatistics statistics =
                    hardware.counters().statistics(hardware.dma().mapRegisters());
            kernel.mm().write(irp.systemBuffer(), statistics.encode(), 0, FloppyStatistics.SIZE);
            return answer(irp, NtStatus.STATUS_SUCCESS, FloppyStatistics.SIZE);
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

    /** Returns when all IRPs are completed, and the motor timer is off. PASSIVE_LEVEL. */
    void drain() {
        kernel.ke().waitForSingleObject(idle);
        drive.stopMotorTimer();
    }

    /** What the device works with. */
    FloppyHardware hardware() {
        return hardware;
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

    private void work(Irp irp) {
        NtStatus verdict = gate.verdict(irp);
        if (!verdict.isSuccess()) {
            finish(irp, verdict, 0);
            return;
        }
        drive.prepare(
                status -> {
                    if (status.isSuccess()) {
                        begin(irp);
                    } else {
                        finish(irp, status, 0);
                    }
                });
    }

    /** The drive is ready. */
    private void begin(Irp irp) {
        Medium medium = drive.medium();
        IoStackLocation stack = kernel.io().getCurrentIrpStackLocation(irp);
        NtStatus verdict = gate.verdict(irp);
        if (!verdict.isSuccess()) {
            finish(irp, verdict, 0);
        } else if (medium == null) {
            finish(irp, NtStatus.STATUS_NO_MEDIA_IN_DEVICE, 0);
        } else if (stack.majorFunction() == IrpMajor.IRP_MJ_DEVICE_CONTROL) {
            drive.mediumAnnounced();
            tell(
                    irp,
                    DeviceControl.of(stack.deviceIoControl().ioControlCode()).orElseThrow(),
                    medium);
        } else {
            boolean write = stack.majorFunction() == IrpMajor.IRP_MJ_WRITE;
            transfer(irp, stack.readWrite(), write, medium);
        }
    }

    private void tell(Irp irp, DeviceControl control, Medium medium) {
        Geometry geometry = medium.geometry();
        switch (control) {
            case GEOMETRY -> {
                DiskGeometry structure =
                        new DiskGeometry(
                                geometry.cylinders(),
                                KnownFormats.mediaType(geometry),
                                geometry.heads(),
                                geometry.sectorsPerTrack(),
                                Geometry.SECTOR_BYTES);
                tell(irp, structure.encode());
            }
            case LENGTH ->
                    tell(
                            irp,
                            ByteBuffer.allocate(Long.BYTES)
                                    .order(ByteOrder.LITTLE_ENDIAN)
                                    .putLong(geometry.bytes())
                                    .array());
            case IS_WRITABLE ->
                    finish(
                            irp,
                            medium.writeProtected()
                                    ? NtStatus.STATUS_MEDIA_WRITE_PROTECTED
                                    : NtStatus.STATUS_SUCCESS,
                            0);
            case CHECK_VERIFY -> finish(irp, NtStatus.STATUS_SUCCESS, 0);
            case STATISTICS -> throw new IllegalStateException("answered by the dispatch routine");
        }
    }

    private void tell(Irp irp, byte[] structure) {
        kernel.mm().write(irp.systemBuffer(), structure, 0, structure.length);
        finish(irp, NtStatus.STATUS_SUCCESS, structure.length);
    }

    private void transfer(Irp irp, IoParameters.ReadWrite request, boolean write, Medium medium) {
        NtStatus status = check(irp, request, write, medium);
        Mdl buffer = irp.mdlAddress();
        if (!status.isSuccess() || buffer == null) {
            finish(irp, status, 0);
            return;
        }
        new ReadWriteRequest(
                        hardware,
                        medium.geometry(),
                        buffer,
                        request.byteOffset(),
                        request.length(),
                        write,
                        () -> gate.verdict(irp),
                        (result, moved) -> ended(irp, write, result, moved))
                .proceed();
    }

    private NtStatus check(Irp irp, IoParameters.ReadWrite request, boolean write, Medium medium) {
        long bytes = medium.geometry().bytes();
        if (drive.mediumReplaced()) {
            return NtStatus.STATUS_VERIFY_REQUIRED;
        } else if (request.byteOffset() < 0 || request.byteOffset() > bytes - request.length()) {
            return NtStatus.STATUS_NONEXISTENT_SECTOR;
        } else if (write && medium.writeProtected()) {
            return NtStatus.STATUS_MEDIA_WRITE_PROTECTED;
        }
        return irp.mdlAddress() == null
                ? NtStatus.STATUS_INVALID_PARAMETER
                : NtStatus.STATUS_SUCCESS;
    }

    private void ended(Irp irp, boolean write, NtStatus status, int moved) {
        hardware.counters().moved(write, moved);
        if (status == NtStatus.STATUS_FLOPPY_ID_MARK_NOT_FOUND
                || status == NtStatus.STATUS_FLOPPY_WRONG_CYLINDER
                || status == NtStatus.STATUS_NONEXISTENT_SECTOR) {
            drive.doubtMedium();
        }
        if (status == NtStatus.STATUS_SUCCESS
                || !gate.verdict(irp).isSuccess()
                || !drive.diskChanged()) {
            finish(irp, status, moved);
            return;
        }
        // The disk was taken out: the caller wants to know whether there is another one.
        drive.prepare(
                ready ->
                        finish(
                                irp,
                                ready.isSuccess() ? NtStatus.STATUS_VERIFY_REQUIRED : ready,
                                moved));
    }

    private void finish(Irp irp, NtStatus status, long information) {
        boolean gone = !status.isSuccess() && hardware.controller().isGone();
        drive.rest();
        queue.startNext();
        complete(irp, gone ? NtStatus.STATUS_NO_SUCH_DEVICE : status, information);
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
