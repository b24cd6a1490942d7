package dev.dreq.hal.dma;

import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.Irp;
import org.jspecify.annotations.Nullable;

/**
 * DRIVER_LIST_CONTROL, AdapterListControl. Called at DISPATCH_LEVEL, once for each list; must not
 * wait, nor call AllocateAdapterChannel or MapTransfer.
 */
@FunctionalInterface
public interface DriverListControl {

    /**
     * The list is built: keep it and start the device.
     *
     * @param irp the device object's current IRP when the list was asked for
     */
    void control(
            DeviceObject deviceObject,
            @Nullable Irp irp,
            ScatterGatherList scatterGather,
            @Nullable Object context);
}
