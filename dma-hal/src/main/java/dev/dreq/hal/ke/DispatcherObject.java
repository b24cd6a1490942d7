package dev.dreq.hal.ke;

/** Something a thread can wait for (DISPATCHER_HEADER). */
public interface DispatcherObject extends SystemObject {

    /** What people call it; a hang is reported with it. */
    String name();

    /** Nonzero while waits on it end at once. */
    int signalState();

    /** For the kernel's routines only. */
    void setSignalState(int signalState);

    /** Whether ending one wait takes the signal away. */
    boolean synchronization();
}
