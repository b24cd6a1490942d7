package dev.dreq.hal.io;

import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.KspinLock;
import org.jspecify.annotations.Nullable;

/** The cancel spin lock, and what is done under it. */
final class Cancellation {
    private final Ke ke;
    private final KspinLock lock;

    Cancellation(Ke ke) {
        this.ke = ke;
        this.lock = ke.initializeSpinLock("IoCancelSpinLock");
    }

    int acquire() {
        return ke.acquireSpinLock(lock);
    }

    void release(int irql) {
        ke.releaseSpinLock(lock, irql);
    }

    static @Nullable DriverCancel set(Irp irp, @Nullable DriverCancel routine) {
        DriverCancel old = irp.cancelRoutine();
        irp.setCancelRoutine(routine);
        return old;
    }

    boolean cancel(Irp irp) {
        if (irp.completed()) {
            throw new BugCheck(
                    BugCheckCode.MULTIPLE_IRP_COMPLETE_REQUESTS,
                    irp.address(),
                    0,
                    0,
                    0,
                    "IoCancelIrp of %s, which is complete; cancel only what you know to be out"
                            .formatted(irp));
        }
        int old = acquire();
        irp.setCancel(true);
        DriverCancel routine = set(irp, null);
        if (routine == null) {
            release(old);
            return false;
        }
        callWithLock(irp, routine, old);
        return true;
    }

    /**
     * Calls a cancel routine with the lock held at DISPATCH_LEVEL; the routine releases it to
     * {@code oldIrql}.
     */
    void callWithLock(Irp irp, DriverCancel routine, int oldIrql) {
        irp.setCancelIrql(oldIrql);
        int location = Math.min(irp.currentLocation(), irp.stackCount());
        DeviceObject device = irp.stackLocation(location).deviceObject();
        if (device == null) {
            throw new IllegalStateException(irp + " has a cancel routine but was never sent");
        }
        routine.cancel(device, irp);
        ke.requireReturnAt(oldIrql, "the cancel routine of " + device.driverObject());
    }
}
