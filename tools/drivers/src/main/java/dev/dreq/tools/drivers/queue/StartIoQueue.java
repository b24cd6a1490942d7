package dev.dreq.tools.drivers.queue;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.ke.NtStatus;
import java.util.function.BiConsumer;

/** The I/O manager's queue, which calls StartIo. */
public final class StartIoQueue implements IrpQueue {
    private final Kernel kernel;
    private final DeviceObject device;
    private final BiConsumer<Irp, NtStatus> complete;

    /** A queue whose cancelled IRPs go to {@code complete}. */
    public StartIoQueue(Kernel kernel, DeviceObject device, BiConsumer<Irp, NtStatus> complete) {
        this.kernel = kernel;
        this.device = device;
        this.complete = complete;
    }

    @Override
    public void start(Irp irp) {
        kernel.io().markIrpPending(irp);
        kernel.io().startPacket(device, irp, null, this::cancel);
    }

    @Override
    public void startNext() {
        kernel.io().startNextPacket(device, true);
    }

    /** What StartIo does first: from now on the IRP cannot be cancelled. */
    public void claim(Irp irp) {
        int old = kernel.io().acquireCancelSpinLock();
        kernel.io().setCancelRoutine(irp, null);
        kernel.io().releaseCancelSpinLock(old);
    }

    private void cancel(DeviceObject from, Irp irp) {
        boolean waited =
                kernel.ke().removeEntryDeviceQueue(from.deviceQueue(), irp.deviceQueueEntry());
        kernel.io().releaseCancelSpinLock(irp.cancelIrql());
        if (waited) {
            complete.accept(irp, NtStatus.STATUS_CANCELLED);
        }
    }
}
