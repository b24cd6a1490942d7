package dev.dreq.plugin;

import dev.dreq.plugin.state.StateWriter;

/**
 * One device on a machine. What it can do beyond this it registers with its slot; what a person can
 * do with it, such as changing a disk, it says by implementing an ability like {@link MediaHolder}.
 *
 * <p>All methods run on the machine's owner thread. A device never starts a thread, never reads the
 * wall clock, and throws for nothing that a guest does; if it throws all the same, the machine
 * takes it off its bus and goes on.
 */
public interface Device extends AutoCloseable {

    /**
     * Hardware reset: all registers to their power-on values. The machine drops the device's wires
     * and timers.
     */
    void reset();

    /** Writes the registers. Wires and timers are saved by the machine. */
    void save(StateWriter out);

    /**
     * Lets go of what is held outside the machine, such as files. Called once; the device is not
     * used afterwards.
     */
    @Override
    default void close() {}
}
