package dev.dreq.hal.ke;

import org.jspecify.annotations.Nullable;

/** KINTERRUPT: a service routine connected to a line. */
public interface Kinterrupt extends SystemObject {

    /** The interrupt input that it is connected to. */
    int input();

    /** DIRQL, the level at which the line interrupts. */
    int irql();

    /**
     * The level at which the service routine and {@link Ke#synchronizeExecution} run; at least
     * {@link #irql}.
     */
    int synchronizeIrql();

    /** How the line asks. */
    InterruptMode mode();

    /** Whether others may connect to the line. */
    boolean shareVector();

    /** What is called. */
    ServiceRoutine serviceRoutine();

    /** The second argument of each call. */
    @Nullable Object serviceContext();

    /** The lock held during the calls. */
    KspinLock actualLock();
}
