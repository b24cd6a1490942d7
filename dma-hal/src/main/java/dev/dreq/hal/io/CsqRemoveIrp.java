package dev.dreq.hal.io;

/** IO_CSQ_REMOVE_IRP. */
@FunctionalInterface
public interface CsqRemoveIrp {

    /** Takes an IRP out of the queue. Called with the queue's lock held. */
    void removeIrp(IoCsq csq, Irp irp);
}
