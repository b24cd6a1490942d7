package dev.dreq.hal.io;

/** IO_CSQ_COMPLETE_CANCELED_IRP. */
@FunctionalInterface
public interface CsqCompleteCanceledIrp {

    /** Completes an IRP as cancelled; it is out of the queue. */
    void completeCanceledIrp(IoCsq csq, Irp irp);
}
