package dev.dreq.tools.drivers.queue;

import dev.dreq.hal.io.Irp;

/**
 * Gives the driver one IRP at a time, at DISPATCH_LEVEL; the others wait, and can be cancelled
 * meanwhile.
 */
public interface IrpQueue {

    /**
     * Takes an IRP from a dispatch routine, which then returns STATUS_PENDING. At or below
     * DISPATCH_LEVEL.
     */
    void start(Irp irp);

    /** The driver is free for the next IRP. DISPATCH_LEVEL. */
    void startNext();
}
