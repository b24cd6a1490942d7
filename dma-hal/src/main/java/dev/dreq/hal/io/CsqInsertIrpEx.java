package dev.dreq.hal.io;

import dev.dreq.hal.ke.NtStatus;
import org.jspecify.annotations.Nullable;

/** IO_CSQ_INSERT_IRP_EX. */
@FunctionalInterface
public interface CsqInsertIrpEx {

    /**
     * Puts an IRP into the queue, or returns an error and does not. Called with the queue's lock
     * held.
     */
    NtStatus insertIrp(IoCsq csq, Irp irp, @Nullable Object insertContext);
}
