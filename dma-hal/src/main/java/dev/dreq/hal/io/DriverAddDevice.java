package dev.dreq.hal.io;

import dev.dreq.hal.ke.NtStatus;

/** DRIVER_ADD_DEVICE. Called at PASSIVE_LEVEL. */
@FunctionalInterface
public interface DriverAddDevice {

    /** Makes a functional device object and attaches it above {@code physicalDeviceObject}. */
    NtStatus addDevice(DriverObject driverObject, DeviceObject physicalDeviceObject);
}
