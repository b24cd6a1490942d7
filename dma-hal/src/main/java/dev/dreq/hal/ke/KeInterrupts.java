package dev.dreq.hal.ke;

import org.jspecify.annotations.Nullable;

/** The routines of {@link Ke} that connect service routines and synchronize with them. */
abstract sealed class KeInterrupts extends KeIrql permits Ke {

    KeInterrupts(Processor processor) {
        super(processor);
    }

    /**
     * What IoConnectInterrupt does; returns null if there is no such line or it is not shared. At
     * PASSIVE_LEVEL.
     */
    public @Nullable Kinterrupt connectInterrupt(
            int input,
            InterruptMode mode,
            boolean shareVector,
            int synchronizeIrql,
            @Nullable KspinLock lock,
            ServiceRoutine routine,
            @Nullable Object serviceContext) {
        processor.requireExactly(Irql.PASSIVE_LEVEL, "IoConnectInterrupt");
        return Interrupts.connect(
                processor,
                input,
                mode,
                shareVector,
                synchronizeIrql,
                lock,
                routine,
                serviceContext);
    }

    /**
     * What IoConnectInterruptEx does for a message; returns null if there is no such vector or
     * somebody is connected to it. At PASSIVE_LEVEL.
     *
     * @param vector 10..FF; its upper digit decides the DIRQL
     */
    public @Nullable Kinterrupt connectMessageInterrupt(
            int vector,
            int synchronizeIrql,
            @Nullable KspinLock lock,
            ServiceRoutine routine,
            @Nullable Object serviceContext) {
        processor.requireExactly(Irql.PASSIVE_LEVEL, "IoConnectInterruptEx");
        return Interrupts.connectMessage(
                processor, vector, synchronizeIrql, lock, routine, serviceContext);
    }

    /** What IoDisconnectInterrupt does. At PASSIVE_LEVEL. */
    public void disconnectInterrupt(Kinterrupt interrupt) {
        processor.requireExactly(Irql.PASSIVE_LEVEL, "IoDisconnectInterrupt");
        Interrupts.disconnect(processor, interrupt);
    }

    /**
     * KeSynchronizeExecution: calls {@code routine} as if it were the ISR. At or below the
     * synchronize IRQL.
     */
    public boolean synchronizeExecution(
            Kinterrupt interrupt, SynchronizeRoutine routine, @Nullable Object synchronizeContext) {
        processor.requireAtMost(interrupt.synchronizeIrql(), "KeSynchronizeExecution");
        int old = SpinLocks.acquire(processor, interrupt.actualLock(), interrupt.synchronizeIrql());
        boolean result;
        try {
            result = routine.synchronize(synchronizeContext);
            processor.checkUnchanged(interrupt.synchronizeIrql(), "a SynchronizeRoutine");
        } catch (RuntimeException | Error e) {
            processor.freeLock(interrupt.actualLock());
            processor.setIrql(old);
            throw e;
        }
        SpinLocks.release(processor, interrupt.actualLock());
        lowerIrql(old);
        return result;
    }

    /** KeAcquireInterruptSpinLock: returns the old IRQL. At or below the synchronize IRQL. */
    public int acquireInterruptSpinLock(Kinterrupt interrupt) {
        processor.requireAtMost(interrupt.synchronizeIrql(), "KeAcquireInterruptSpinLock");
        return SpinLocks.acquire(processor, interrupt.actualLock(), interrupt.synchronizeIrql());
    }

    /** KeReleaseInterruptSpinLock. At the synchronize IRQL. */
    public void releaseInterruptSpinLock(Kinterrupt interrupt, int oldIrql) {
        processor.requireExactly(interrupt.synchronizeIrql(), "KeReleaseInterruptSpinLock");
        SpinLocks.release(processor, interrupt.actualLock());
        lowerIrql(oldIrql);
    }
}
