package dev.dreq.hal.io;

/** IO_CSQ_INSERT_IRP. */
@FunctionalInterface
public interface CsqInsertIrp {

    /** Puts an IRP into the queue. Called with the queue's lock held. */
    void insertIrp(IoCsq csq, Irp irp);
}
