package dev.dreq.tools.drivers;

/** Who calls AllocateAdapterChannel. */
public enum StartMode {
    /** StartIo, for the IRP that the I/O manager hands it. */
    STARTIO,
    /** A routine that takes IRPs from the driver's own cancel-safe queue. */
    QUEUE,
    /**
     * The routine that runs when the device says that it is ready: a disk turns and the heads are
     * in place, a bus master is idle.
     */
    READY
}
