package dev.dreq.hal.io;

import org.jspecify.annotations.Nullable;

/**
 * DRIVER_CONTROL, AdapterControl. Called at DISPATCH_LEVEL, once for each channel allocation; must
 * not wait.
 */
@FunctionalInterface
public interface DriverControl {

    /**
     * The channel and its map registers are granted.
     *
     * @param irp the device object's current IRP when they were asked for
     * @param mapRegisterBase opaque, may be 0; to be handed back unchanged
     */
    IoAllocationAction control(
            DeviceObject deviceObject,
            @Nullable Irp irp,
            long mapRegisterBase,
            @Nullable Object context);
}
