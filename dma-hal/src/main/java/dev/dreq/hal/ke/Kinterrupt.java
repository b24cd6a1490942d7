package dev.dreq.hal.ke;

import org.jspecify.annotations.Nullable;

/** KINTERRUPT: a service routine connected to a line, or to a message. */
public interface Kinterrupt extends SystemObject {

    /** The interrupt input that it is connected to; the vector, 10..FF, if {@link #message}. */
    int input();

    /** Whether messages (MSI) ask, not a line. They are latched and not shared. */
    boolean message();

    /** DIRQL, the level at which the line or the message interrupts. */
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
