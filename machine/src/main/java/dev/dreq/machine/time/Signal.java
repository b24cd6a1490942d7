package dev.dreq.machine.time;

/**
 * Something that a handler raised and that runs after the handler has returned. Signals are made
 * once and queued many times, so that raising one allocates nothing; whoever owns a signal keeps it
 * from being queued without bound.
 */
public interface Signal {

    /**
     * Names the signal among all of its machine, such as {@code dreq/2}; it is saved under this
     * name.
     */
    String id();

    /** Delivers the signal. The sequencer calls it; what it raises in turn is queued. */
    void deliver();
}
