package dev.dreq.tools.remote.pc;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The unnamed input pins of the interrupt controller. Pin n below 16 is ISA IRQ n. */
public final class InterruptPins {

    /** The number of pins. */
    public static final int COUNT = 24;

    private final int[] levels = new int[COUNT];
    private final long[] rises = new long[COUNT];
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** Is told of each change of a pin, inside the access that caused it. */
    @FunctionalInterface
    public interface Listener {

        /** The pin has a new level; what is not 0 is high. */
        void changed(int pin, int level);
    }

    /** The level of a pin, 0 for low. */
    public int level(int pin) {
        return levels[pin];
    }

    /** How often a pin has risen. */
    public long rises(int pin) {
        return rises[pin];
    }

    /** Drives a pin. Nobody is told of a level that it has already. */
    public void drive(int pin, int level) {
        int before = levels[pin];
        if (before == level) {
            return;
        }
        levels[pin] = level;
        if (before == 0) {
            rises[pin]++;
        }
        listeners.forEach(listener -> listener.changed(pin, level));
    }

    /** Adds one who is told. */
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /** Tells a listener no more. */
    public void forget(Listener listener) {
        listeners.remove(listener);
    }
}
