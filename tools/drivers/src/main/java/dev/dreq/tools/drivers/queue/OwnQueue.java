package dev.dreq.tools.drivers.queue;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.IoCsq;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.KspinLock;
import dev.dreq.hal.ke.NtStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The driver's own cancel-safe queue, and the routine that takes IRPs from it. */
public final class OwnQueue implements IrpQueue {
    private final Kernel kernel;
    private final Consumer<Irp> work;
    private final KspinLock lock;
    private final Deque<Irp> waiting = new ArrayDeque<>();
    private final IoCsq csq;
    private boolean busy;

    /**
     * A queue whose IRPs go to {@code work}, or to {@code complete} if they are cancelled; its lock
     * has a name.
     */
    public OwnQueue(
            Kernel kernel, String name, Consumer<Irp> work, BiConsumer<Irp, NtStatus> complete) {
        this.kernel = kernel;
        this.work = work;
        this.lock = kernel.ke().initializeSpinLock(name);
        this.csq =
                kernel.io()
                        .csqInitialize(
                                (queue, irp) -> waiting.addLast(irp),
                                (queue, irp) -> waiting.remove(irp),
                                (queue, irp, context) -> behind(irp),
                                queue -> kernel.ke().acquireSpinLock(lock),
                                (queue, irql) -> kernel.ke().releaseSpinLock(lock, irql),
                                (queue, irp) -> complete.accept(irp, NtStatus.STATUS_CANCELLED));
    }

    @Override
    public void start(Irp irp) {
        kernel.io().csqInsertIrp(csq, irp, null);
        int old = kernel.ke().raiseIrql(Irql.DISPATCH_LEVEL);
        takeNext();
        kernel.ke().lowerIrql(old);
    }

    @Override
    public void startNext() {
        busy = false;
        takeNext();
    }

    /** DISPATCH_LEVEL, which is what guards {@code busy} on one processor. */
    private void takeNext() {
        if (busy) {
            return;
        }
        Irp irp = kernel.io().csqRemoveNextIrp(csq, null);
        if (irp != null) {
            busy = true;
            work.accept(irp);
        }
    }

    private @Nullable Irp behind(@Nullable Irp irp) {
        if (irp == null) {
            return waiting.peekFirst();
        }
        Iterator<Irp> iterator = waiting.iterator();
        while (iterator.hasNext()) {
            if (iterator.next() == irp) {
                return iterator.hasNext() ? iterator.next() : null;
            }
        }
        return null;
    }
}
