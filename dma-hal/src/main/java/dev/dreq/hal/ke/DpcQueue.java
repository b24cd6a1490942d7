package dev.dreq.hal.ke;

import dev.dreq.hal.trace.KernelTrace;
import dev.dreq.hal.trace.TraceSlice;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The DPCs that wait for the IRQL to fall, in the order in which they were queued. */
final class DpcQueue {
    private final ArrayDeque<Kdpc> queue = new ArrayDeque<>();
    private long count;

    boolean isEmpty() {
        return queue.isEmpty();
    }

    long count() {
        return count;
    }

    boolean insert(Kdpc dpc, @Nullable Object argument1, @Nullable Object argument2) {
        if (dpc.inserted()) {
            return false;
        }
        dpc.setInserted(true, argument1, argument2);
        queue.addLast(dpc);
        return true;
    }

    boolean remove(Kdpc dpc) {
        if (!dpc.inserted()) {
            return false;
        }
        queue.remove(dpc);
        dpc.setInserted(false, null, null);
        return true;
    }

    /** Takes the first one and calls it; it may be queued anew from then on. At DISPATCH_LEVEL. */
    void runNext(KernelTrace trace) {
        Kdpc dpc = queue.removeFirst();
        Object argument1 = dpc.systemArgument1();
        Object argument2 = dpc.systemArgument2();
        dpc.setInserted(false, null, null);
        count++;
        SystemObject interrupted = trace.enter(Fields.owner(dpc));
        TraceSlice slice = trace.dpc();
        String result = "did not return";
        try {
            dpc.deferredRoutine().deferred(dpc, dpc.deferredContext(), argument1, argument2);
            result = "";
        } finally {
            trace.end(slice, result);
        }
        trace.enter(interrupted);
    }
}
