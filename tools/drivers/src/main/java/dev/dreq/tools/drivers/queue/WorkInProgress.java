package dev.dreq.tools.drivers.queue;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.Irp;

/**
 * How the IRP that a driver works on is cancelled: the device is told to stop, and the driver ends
 * the IRP when it has. DISPATCH_LEVEL.
 */
public final class WorkInProgress {
    private final Kernel kernel;
    private final Runnable stop;

    /** {@code stop} hurries the device up if it is at work; called under the cancel spin lock. */
    public WorkInProgress(Kernel kernel, Runnable stop) {
        this.kernel = kernel;
        this.stop = stop;
    }

    /** From now on the IRP can be cancelled. */
    public void begin(Irp irp) {
        kernel.io()
                .setCancelRoutine(
                        irp,
                        (device, cancelled) -> {
                            stop.run();
                            kernel.io().releaseCancelSpinLock(cancelled.cancelIrql());
                        });
    }

    /**
     * From now on it cannot be, and may be completed: a cancel routine that was called has
     * returned.
     */
    public void end(Irp irp) {
        int old = kernel.io().acquireCancelSpinLock();
        kernel.io().setCancelRoutine(irp, null);
        kernel.io().releaseCancelSpinLock(old);
    }
}
