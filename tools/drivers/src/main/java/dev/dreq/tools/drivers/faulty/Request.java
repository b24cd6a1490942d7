package dev.dreq.tools.drivers.faulty;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.dma.DmaOperations;
import dev.dreq.hal.io.IoStackLocation;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.io.IrpMajor;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pages;
import java.util.Objects;

/** A read or write IRP that is worked on. All methods at DISPATCH_LEVEL, save for the ISR's. */
abstract class Request {
    final FaultyDevice device;
    final Kernel kernel;
    final Irp irp;
    final Mdl mdl;
    final boolean writeToDevice;
    final DmaAdapter adapter;
    final DmaOperations dma;

    /** How many bytes are done. */
    int done;

    Request(FaultyDevice device, Irp irp) {
        this.device = device;
        this.kernel = device.kernel;
        this.irp = irp;
        this.mdl =
                Objects.requireNonNull(irp.mdlAddress(), "requests without bytes are not queued");
        IoStackLocation stack = kernel.io().getCurrentIrpStackLocation(irp);
        this.writeToDevice = stack.majorFunction() == IrpMajor.IRP_MJ_WRITE;
        this.adapter = device.adapter(writeToDevice);
        this.dma = adapter.dmaOperations();
    }

    /** What StartIo does. */
    abstract void start();

    /** What the ISR does with an interrupt of the card. At the device's IRQL. */
    abstract void interrupted();

    /** What DpcForIsr does. */
    abstract void ended();

    /** Where the operation begins. */
    long currentVa() {
        return kernel.mm().getMdlVirtualAddress(mdl) + done;
    }

    int left() {
        return kernel.mm().getMdlByteCount(mdl) - done;
    }

    /** The bytes of an operation that begins here. */
    int capacity() {
        long registers = Pages.address(device.mapRegisters) - Pages.byteOffset(currentVa());
        return (int) Math.min(Math.min(left(), registers), FaultyDevice.MAXIMUM_LENGTH);
    }

    /** KeFlushIoBuffers. */
    void flushCaches() {
        kernel.ke().flushIoBuffers(mdl, !writeToDevice, true);
    }

    /** What the processor finds in the buffer now. */
    void look() {
        byte[] first = new byte[1];
        kernel.mm().read(device.systemVa(mdl), first, 0, first.length);
    }

    void complete() {
        device.startNext();
        irp.ioStatus().set(NtStatus.STATUS_SUCCESS, done);
        kernel.io().completeRequest(irp);
    }

    void fail(NtStatus status) {
        device.startNext();
        irp.ioStatus().set(status, done);
        kernel.io().completeRequest(irp);
    }
}
