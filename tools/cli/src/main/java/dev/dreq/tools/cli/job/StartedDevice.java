package dev.dreq.tools.cli.job;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.DeviceObject;

/**
 * A device that its driver has started.
 *
 * @param kernel that runs
 * @param object where requests go
 * @param name of the device on the machine
 * @param driver and its options
 */
public record StartedDevice(Kernel kernel, DeviceObject object, String name, String driver) {}
