package dev.dreq.devices.i8237;

import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;

/** The two controllers of a PC, and how they serve the requests of their channels. */
interface DmaPair {

    /** The controller of channels 0-3. */
    Controller first();

    /** The controller of channels 4-7, through whose channel 4 the first one reaches the bus. */
    Controller second();

    /** The RESET pin of both. */
    void reset();

    void save(StateWriter out);

    void restore(StateReader in);
}
