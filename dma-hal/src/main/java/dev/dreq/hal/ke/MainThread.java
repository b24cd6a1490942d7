package dev.dreq.hal.ke;

import org.jspecify.annotations.Nullable;

/** What the main thread does: returns a value, or throws an exception of its own. */
@FunctionalInterface
public interface MainThread<T extends @Nullable Object, E extends Exception> {

    /** Runs at PASSIVE_LEVEL. */
    T run() throws E;
}
