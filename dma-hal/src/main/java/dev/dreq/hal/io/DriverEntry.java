package dev.dreq.hal.io;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.ke.NtStatus;

/** DRIVER_INITIALIZE: where a driver begins. Called at PASSIVE_LEVEL. */
@FunctionalInterface
public interface DriverEntry {

    /**
     * Fills in the driver object's entry points. {@code kernel} is what the driver is linked
     * against.
     */
    NtStatus driverEntry(Kernel kernel, DriverObject driverObject);
}
