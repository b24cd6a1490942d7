package dev.dreq.hal.io;

/**
 * DRIVER_CANCEL. Called at DISPATCH_LEVEL with the cancel spin lock held, which it must release.
 */
@FunctionalInterface
public interface DriverCancel {

    /**
     * Takes the IRP out of wherever it waits, releases the cancel spin lock, completes it as
     * cancelled.
     */
    void cancel(DeviceObject deviceObject, Irp irp);
}
