package dev.dreq.tools.drivers.faulty;

import java.util.function.Consumer;

/**
 * A place in a driver that a fault may fill otherwise.
 *
 * @param <S> what the step is done with
 */
final class Step<S> {
    private final Consumer<S> right;

    /** A step that is done like this. */
    Step(Consumer<S> right) {
        this.right = right;
    }

    void done(S subject) {
        right.accept(subject);
    }
}
