package dev.dreq.hal.io;

/** DRIVER_UNLOAD. Called at PASSIVE_LEVEL; the driver's devices are gone. */
@FunctionalInterface
public interface DriverUnload {

    /** Gives back what DriverEntry took. */
    void unload(DriverObject driverObject);
}
