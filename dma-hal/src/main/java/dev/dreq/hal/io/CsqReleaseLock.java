package dev.dreq.hal.io;

/** IO_CSQ_RELEASE_LOCK. */
@FunctionalInterface
public interface CsqReleaseLock {

    /** Releases the queue's lock. */
    void releaseLock(IoCsq csq, int irql);
}
