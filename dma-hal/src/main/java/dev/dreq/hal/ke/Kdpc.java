package dev.dreq.hal.ke;

import org.jspecify.annotations.Nullable;

/** KDPC: a routine to be called at DISPATCH_LEVEL. Made by {@link Ke#initializeDpc}. */
public interface Kdpc extends SystemObject {

    /** What is called. */
    DeferredRoutine deferredRoutine();

    /** The second argument of every call. */
    @Nullable Object deferredContext();

    /** The third argument of the call that is queued. */
    @Nullable Object systemArgument1();

    /** The fourth argument of the call that is queued. */
    @Nullable Object systemArgument2();

    /** Whether it is queued. */
    boolean inserted();

    /** For the kernel's routines only: marks it queued with these arguments, or not queued. */
    void setInserted(
            boolean inserted, @Nullable Object systemArgument1, @Nullable Object systemArgument2);
}
