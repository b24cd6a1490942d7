package dev.dreq.hal.io;

import dev.dreq.plugin.Experimental;

/** Sees requests and devices end, and drivers write ports. */
@Experimental("shaped by the verifier's rules, its only user")
public interface IoWatch {

    /** Sees nothing. */
    IoWatch NONE =
            new IoWatch() {
                @Override
                public void completes(Irp irp) {}

                @Override
                public void stopped(DeviceObject physicalDevice) {}

                @Override
                public void unloaded(DriverObject driver) {}

                @Override
                public void writesPort(int port) {}
            };

    /** IoCompleteRequest, before anything is done. */
    void completes(Irp irp);

    /** The drivers of a device have ended IRP_MN_STOP_DEVICE or IRP_MN_REMOVE_DEVICE. */
    void stopped(DeviceObject physicalDevice);

    /** A driver's Unload routine has returned. */
    void unloaded(DriverObject driver);

    /** A driver is about to write a port. */
    void writesPort(int port);
}
