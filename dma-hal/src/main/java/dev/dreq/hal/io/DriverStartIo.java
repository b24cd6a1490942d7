package dev.dreq.hal.io;

/** DRIVER_STARTIO. Called at DISPATCH_LEVEL; the device is idle. */
@FunctionalInterface
public interface DriverStartIo {

    /** Starts work on an IRP, which is the device object's current one. */
    void startIo(DeviceObject deviceObject, Irp irp);
}
