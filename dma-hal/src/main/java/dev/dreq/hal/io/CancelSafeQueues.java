package dev.dreq.hal.io;

import dev.dreq.hal.ke.NtStatus;
import org.jspecify.annotations.Nullable;

/**
 * What the IoCsq routines do: the IRP leaves the queue either by the driver's hand or by
 * cancellation, never both.
 */
final class CancelSafeQueues {
    /** The word of an IRP's DriverContext that these routines own, as in Windows. */
    private static final int CONTEXT_WORD = 3;

    record Queue(
            long address,
            CsqInsertIrpEx insertIrp,
            CsqRemoveIrp removeIrp,
            CsqPeekNextIrp peekNextIrp,
            CsqAcquireLock acquireLock,
            CsqReleaseLock releaseLock,
            CsqCompleteCanceledIrp completeCanceledIrp)
            implements IoCsq {}

    private record Place(IoCsq csq, @Nullable IoCsqIrpContext context) {}

    private final Cancellation cancellation;

    CancelSafeQueues(Cancellation cancellation) {
        this.cancellation = cancellation;
    }

    NtStatus insert(
            IoCsq csq, Irp irp, @Nullable IoCsqIrpContext context, @Nullable Object insertContext) {
        int old = csq.acquireLock().acquireLock(csq);
        NtStatus status = csq.insertIrp().insertIrp(csq, irp, insertContext);
        if (!status.isSuccess()) {
            csq.releaseLock().releaseLock(csq, old);
            return status;
        }
        if (context != null) {
            context.setIrp(irp);
        }
        irp.setDriverContext(CONTEXT_WORD, new Place(csq, context));
        Irps.markPending(irp);
        Cancellation.set(irp, (device, cancelled) -> cancel(cancelled));
        boolean cancelled = irp.cancel() && Cancellation.set(irp, null) != null;
        if (cancelled) {
            takeOut(csq, irp);
        }
        csq.releaseLock().releaseLock(csq, old);
        if (cancelled) {
            csq.completeCanceledIrp().completeCanceledIrp(csq, irp);
        }
        return status;
    }

    private void cancel(Irp irp) {
        cancellation.release(irp.cancelIrql());
        if (!(irp.driverContext(CONTEXT_WORD) instanceof Place place)) {
            throw new IllegalStateException(irp + " lost its place in a cancel-safe queue");
        }
        IoCsq csq = place.csq();
        int old = csq.acquireLock().acquireLock(csq);
        takeOut(csq, irp);
        csq.releaseLock().releaseLock(csq, old);
        csq.completeCanceledIrp().completeCanceledIrp(csq, irp);
    }

    @Nullable Irp removeNext(IoCsq csq, @Nullable Object peekContext) {
        int old = csq.acquireLock().acquireLock(csq);
        Irp irp = csq.peekNextIrp().peekNextIrp(csq, null, peekContext);
        while (irp != null && Cancellation.set(irp, null) == null) {
            irp = csq.peekNextIrp().peekNextIrp(csq, irp, peekContext);
        }
        if (irp != null) {
            takeOut(csq, irp);
        }
        csq.releaseLock().releaseLock(csq, old);
        return irp;
    }

    @Nullable Irp remove(IoCsq csq, IoCsqIrpContext context) {
        int old = csq.acquireLock().acquireLock(csq);
        Irp irp = context.irp();
        if (irp != null && Cancellation.set(irp, null) == null) {
            irp = null;
        }
        if (irp != null) {
            takeOut(csq, irp);
        }
        csq.releaseLock().releaseLock(csq, old);
        return irp;
    }

    private static void takeOut(IoCsq csq, Irp irp) {
        csq.removeIrp().removeIrp(csq, irp);
        if (irp.driverContext(CONTEXT_WORD) instanceof Place place) {
            IoCsqIrpContext context = place.context();
            if (context != null) {
                context.setIrp(null);
            }
        }
        irp.setDriverContext(CONTEXT_WORD, null);
    }
}
