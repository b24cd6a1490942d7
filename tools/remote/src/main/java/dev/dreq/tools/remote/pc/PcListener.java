package dev.dreq.tools.remote.pc;

import java.util.Optional;

/**
 * Is told what happens to a {@link Pc}, under its lock and before the request that caused it is
 * answered. Each method does nothing unless it is overridden.
 */
public interface PcListener {

    /** It runs again. */
    default void resumed() {}

    /** It was stopped. */
    default void stopped() {}

    /** It was reset. */
    default void reset() {}

    /** It ends. */
    default void shutdown() {}

    /** Somebody has pressed the power button. */
    default void poweredDown() {}

    /**
     * A device was pulled out.
     *
     * @param id that it was given; empty for none
     * @param path where it was in the object tree
     */
    default void deviceDeleted(Optional<String> id, String path) {}
}
