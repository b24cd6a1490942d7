package dev.dreq.hal.io;

import org.jspecify.annotations.Nullable;

/** IO_CSQ_PEEK_NEXT_IRP. */
@FunctionalInterface
public interface CsqPeekNextIrp {

    /**
     * Looks for the IRP behind {@code irp}, or the first if that is null, that matches. Called with
     * the queue's lock held.
     */
    @Nullable Irp peekNextIrp(IoCsq csq, @Nullable Irp irp, @Nullable Object peekContext);
}
