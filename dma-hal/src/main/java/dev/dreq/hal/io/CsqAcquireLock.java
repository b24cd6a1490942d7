package dev.dreq.hal.io;

/** IO_CSQ_ACQUIRE_LOCK. */
@FunctionalInterface
public interface CsqAcquireLock {

    /** Acquires the queue's lock and returns the old IRQL. */
    int acquireLock(IoCsq csq);
}
