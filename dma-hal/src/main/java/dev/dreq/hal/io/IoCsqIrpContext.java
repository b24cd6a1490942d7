package dev.dreq.hal.io;

import org.jspecify.annotations.Nullable;

/** IO_CSQ_IRP_CONTEXT: names one IRP in a cancel-safe queue, for as long as it is there. */
public final class IoCsqIrpContext {
    private @Nullable Irp irp;

    /** The IRP, null once it has left the queue. */
    public @Nullable Irp irp() {
        return irp;
    }

    void setIrp(@Nullable Irp newIrp) {
        irp = newIrp;
    }
}
