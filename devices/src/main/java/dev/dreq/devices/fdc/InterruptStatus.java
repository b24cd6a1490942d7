package dev.dreq.devices.fdc;

import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;

/** What SENSE INTERRUPT STATUS has to tell, and when it no longer has. */
interface InterruptStatus {

    /** ST0 when there is nothing to tell. */
    int INVALID = 0x80;

    /** ST0 after a reset, without the drive: the ready line has changed. */
    int READY_CHANGED = 0xc0;

    /** Seeks and commands that were under way are broken off. */
    void reset();

    /** The controller leaves reset: every drive's ready line counts as changed. */
    void announceReset();

    /** A drive begins to seek. */
    default void seekBegins(int unit) {}

    /** A drive has arrived; {@code st0} is without the drive bits. */
    void seekEnds(int unit, int st0);

    /** A command that moves data or looks for a sector begins. */
    default void dataBegins() {}

    /**
     * ST0 at the end of such a command.
     *
     * @param st0 what it says itself
     */
    int dataEnds(int st0);

    /**
     * Takes what there is to tell next: ST0; {@link #INVALID} for nothing.
     *
     * @param selected the drive that is selected
     */
    int take(int selected);

    /** The last byte of a result was read. */
    void resultRead();

    void save(StateWriter out);

    void restore(StateReader in);
}
