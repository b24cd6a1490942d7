package dev.dreq.devices.fdc;

import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;

/** The commands that read, write, compare, format or look for sectors. */
interface DataCommands {

    /** Begins one, in the execution phase. It ends with {@link Sequencer#complete}. */
    void execute(CommandBytes command);

    /** The drive busy bit of an implied seek, while one is under way; else 0. */
    default int seeking() {
        return 0;
    }

    /** The controller enters reset: whatever runs is broken off. */
    void reset();

    /** Writes the state of what runs. */
    void save(StateWriter out);

    /**
     * Takes the state of what ran; {@code command} is its bytes, and {@code running} whether it
     * does.
     */
    void restore(StateReader in, CommandBytes command, boolean running);
}
