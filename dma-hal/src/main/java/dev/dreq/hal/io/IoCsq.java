package dev.dreq.hal.io;

import dev.dreq.hal.ke.SystemObject;

/** IO_CSQ: a queue of IRPs that are cancelled without a race. Made by {@link Io#csqInitialize}. */
public interface IoCsq extends SystemObject {

    /** Puts an IRP in, or refuses it. */
    CsqInsertIrpEx insertIrp();

    /** Takes an IRP out. */
    CsqRemoveIrp removeIrp();

    /** Looks for an IRP. */
    CsqPeekNextIrp peekNextIrp();

    /** Acquires the queue's lock. */
    CsqAcquireLock acquireLock();

    /** Releases the queue's lock. */
    CsqReleaseLock releaseLock();

    /** Completes what was cancelled. */
    CsqCompleteCanceledIrp completeCanceledIrp();
}
