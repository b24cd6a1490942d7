package dev.dreq.hal.io;

import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.KdeviceQueueEntry;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.SystemObject;
import org.jspecify.annotations.Nullable;

/** One IRP at a time for StartIo; the others wait in the device queue. */
final class Packets {
    private final Ke ke;
    private final Cancellation cancellation;

    Packets(Ke ke, Cancellation cancellation) {
        this.ke = ke;
        this.cancellation = cancellation;
    }

    void start(DeviceObject device, Irp irp, @Nullable Integer key, @Nullable DriverCancel cancel) {
        ke.runAt(
                Irql.DISPATCH_LEVEL,
                "IoStartPacket for " + device,
                () -> insert(device, irp, key, cancel));
    }

    private void insert(
            DeviceObject device, Irp irp, @Nullable Integer key, @Nullable DriverCancel cancel) {
        int lockIrql = Irql.DISPATCH_LEVEL;
        if (cancel != null) {
            lockIrql = cancellation.acquire();
            Cancellation.set(irp, cancel);
        }
        KdeviceQueueEntry entry = irp.deviceQueueEntry();
        boolean queued =
                key == null
                        ? ke.insertDeviceQueue(device.deviceQueue(), entry)
                        : ke.insertByKeyDeviceQueue(device.deviceQueue(), entry, key);
        if (!queued) {
            device.setCurrentIrp(irp);
        }
        if (cancel != null) {
            releaseOrCancel(irp, queued, lockIrql);
        }
        if (!queued) {
            startIo(device, irp);
        }
    }

    /** An IRP that was cancelled before it could be cancelled is cancelled now, while it waits. */
    private void releaseOrCancel(Irp irp, boolean queued, int lockIrql) {
        DriverCancel routine = queued && irp.cancel() ? Cancellation.set(irp, null) : null;
        if (routine == null) {
            cancellation.release(lockIrql);
        } else {
            cancellation.callWithLock(irp, routine, lockIrql);
        }
    }

    void startNext(DeviceObject device, boolean cancelable, @Nullable Integer key) {
        int lockIrql = cancelable ? cancellation.acquire() : Irql.DISPATCH_LEVEL;
        device.setCurrentIrp(null);
        KdeviceQueueEntry entry =
                key == null
                        ? ke.removeDeviceQueue(device.deviceQueue())
                        : ke.removeByKeyDeviceQueue(device.deviceQueue(), key);
        Irp irp = entry == null ? null : (Irp) entry.containingRecord();
        device.setCurrentIrp(irp);
        if (cancelable) {
            cancellation.release(lockIrql);
        }
        if (irp != null) {
            startIo(device, irp);
        }
    }

    private void startIo(DeviceObject device, Irp irp) {
        DriverStartIo startIo = device.driverObject().driverStartIo();
        if (startIo == null) {
            throw new BugCheck(
                    BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION,
                    device.address(),
                    irp.address(),
                    0,
                    0,
                    ("IoStartPacket for %s, whose driver has no StartIo; set DriverStartIo in"
                                    + " DriverEntry")
                            .formatted(device));
        }
        SystemObject caller = ke.trace().enter(device);
        startIo.startIo(device, irp);
        ke.trace().enter(caller);
        ke.requireReturnAt(Irql.DISPATCH_LEVEL, "StartIo of " + device.driverObject());
    }
}
