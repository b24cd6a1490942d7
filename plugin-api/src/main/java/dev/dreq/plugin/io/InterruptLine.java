package dev.dreq.plugin.io;

/** An interrupt request wire of a device. */
public interface InterruptLine {

    /**
     * Drives the wire. A change reaches the interrupt controller after the running handler has
     * returned.
     */
    void set(boolean level);
}
