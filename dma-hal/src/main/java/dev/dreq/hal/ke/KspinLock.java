package dev.dreq.hal.ke;

/** KSPIN_LOCK. Made by {@link Ke#initializeSpinLock}. */
public interface KspinLock extends SystemObject {

    /** What people call it. */
    String name();

    /** Whether it is held. */
    boolean held();

    /** For the kernel's routines only. */
    void setHeld(boolean held);
}
