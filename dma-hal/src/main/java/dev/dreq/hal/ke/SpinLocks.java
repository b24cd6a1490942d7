package dev.dreq.hal.ke;

/**
 * What acquiring and releasing a spin lock does on one processor: the IRQL excludes, the mark
 * catches mistakes.
 */
final class SpinLocks {
    private SpinLocks() {}

    /** Raises to {@code level} and marks the lock; returns the old IRQL. */
    static int acquire(Processor processor, KspinLock lock, int level) {
        if (lock.held()) {
            throw new BugCheck(
                    BugCheckCode.SPIN_LOCK_ALREADY_OWNED,
                    lock.address(),
                    processor.irql(),
                    0,
                    0,
                    "spin lock '%s' was acquired while held; release it first"
                            .formatted(lock.name()));
        }
        int old = processor.irql();
        processor.setIrql(level);
        processor.takeLock(lock);
        return old;
    }

    static void release(Processor processor, KspinLock lock) {
        if (!lock.held()) {
            throw new BugCheck(
                    BugCheckCode.SPIN_LOCK_NOT_OWNED,
                    lock.address(),
                    0,
                    0,
                    0,
                    "spin lock '%s' was released while free; release once what you acquired"
                            .formatted(lock.name()));
        }
        processor.freeLock(lock);
    }

    static void requireDpcLevel(Processor processor, String routine) {
        if (processor.irql() < Irql.DISPATCH_LEVEL) {
            throw new BugCheck(
                    BugCheckCode.IRQL_NOT_GREATER_OR_EQUAL,
                    0,
                    processor.irql(),
                    0,
                    0,
                    "%s was called at %s; call it at or above DISPATCH_LEVEL"
                            .formatted(routine, Irql.name(processor.irql())));
        }
    }
}
