package dev.dreq.hal.ke;

/** The routines of {@link Ke} that move the IRQL: by itself, and with spin locks. */
abstract sealed class KeIrql permits KeInterrupts {
    final Processor processor;

    KeIrql(Processor processor) {
        this.processor = processor;
    }

    // IRQL

    /** KeGetCurrentIrql. Any IRQL. */
    public int getCurrentIrql() {
        return processor.irql();
    }

    /** KeRaiseIrql: returns the old IRQL. {@code newIrql} is at or above it. */
    public int raiseIrql(int newIrql) {
        int old = processor.irql();
        requireAtLeast(newIrql, old);
        processor.setIrql(newIrql);
        return old;
    }

    private static void requireAtLeast(int newIrql, int old) {
        if (newIrql < old || newIrql > Irql.HIGH_LEVEL) {
            throw new BugCheck(
                    BugCheckCode.IRQL_NOT_GREATER_OR_EQUAL,
                    newIrql,
                    old,
                    0,
                    0,
                    "KeRaiseIrql to %s at %s; use KeLowerIrql to go down"
                            .formatted(Irql.name(newIrql), Irql.name(old)));
        }
    }

    /**
     * KeLowerIrql. {@code newIrql} is at or below the present one; what waited for it to fall
     * happens inside.
     */
    public void lowerIrql(int newIrql) {
        int old = processor.irql();
        if (newIrql > old || newIrql < Irql.PASSIVE_LEVEL) {
            throw new BugCheck(
                    BugCheckCode.IRQL_NOT_LESS_OR_EQUAL,
                    newIrql,
                    old,
                    0,
                    0,
                    "KeLowerIrql to %s at %s; use KeRaiseIrql to go up"
                            .formatted(Irql.name(newIrql), Irql.name(old)));
        }
        processor.setIrql(newIrql);
        if (newIrql < old) {
            processor.interruptPoint();
        }
    }

    /** The check of a routine that is called at one IRQL only. */
    public void requireIrql(int irql, String routine) {
        processor.requireExactly(irql, routine);
    }

    /** The check of a routine that is called at or below an IRQL. */
    public void requireIrqlAtMost(int irql, String routine) {
        processor.requireAtMost(irql, routine);
    }

    /** The check of a routine that is never called while a spin lock is held. */
    public void requireNoSpinLock(String routine) {
        processor.requireNoLock(routine);
    }

    /** The check of a driver's routine that has returned: at the IRQL at which it was entered. */
    public void requireReturnAt(int irql, String who) {
        processor.checkUnchanged(irql, who);
    }

    /** Does something at an IRQL at or above the present one, at which it must return. */
    public void runAt(int irql, String who, Runnable body) {
        int old = processor.irql();
        requireAtLeast(irql, old);
        processor.runAt(irql, who, body);
        if (old < irql) {
            processor.interruptPoint();
        }
    }

    /** Where what interrupts gets its turn; called after each access to a register. */
    public void interruptPoint() {
        processor.interruptPoint();
    }

    // Spin locks

    /** KeInitializeSpinLock. Any IRQL. */
    public KspinLock initializeSpinLock(String name) {
        return new Fields.SpinLock(processor.newAddress(8), name);
    }

    /** KeAcquireSpinLock: returns the old IRQL. At or below DISPATCH_LEVEL. */
    public int acquireSpinLock(KspinLock lock) {
        processor.requireAtMost(Irql.DISPATCH_LEVEL, "KeAcquireSpinLock");
        return SpinLocks.acquire(processor, lock, Irql.DISPATCH_LEVEL);
    }

    /** KeReleaseSpinLock. At DISPATCH_LEVEL. */
    public void releaseSpinLock(KspinLock lock, int oldIrql) {
        processor.requireExactly(Irql.DISPATCH_LEVEL, "KeReleaseSpinLock");
        SpinLocks.release(processor, lock);
        lowerIrql(oldIrql);
    }

    /** KeAcquireSpinLockAtDpcLevel. At or above DISPATCH_LEVEL. */
    public void acquireSpinLockAtDpcLevel(KspinLock lock) {
        SpinLocks.requireDpcLevel(processor, "KeAcquireSpinLockAtDpcLevel");
        SpinLocks.acquire(processor, lock, processor.irql());
    }

    /** KeReleaseSpinLockFromDpcLevel. At or above DISPATCH_LEVEL. */
    public void releaseSpinLockFromDpcLevel(KspinLock lock) {
        SpinLocks.requireDpcLevel(processor, "KeReleaseSpinLockFromDpcLevel");
        SpinLocks.release(processor, lock);
    }
}
