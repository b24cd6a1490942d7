package dev.dreq.tools.cli.trace;

import java.io.IOException;

/** Takes events in the order in which they happened. */
interface EventSink {

    /**
     * The next event.
     *
     * @param request the number of the request that it serves, or {@link Requests#NONE}
     */
    void event(TraceEvent event, int request) throws IOException;

    /** There are no more. */
    void end() throws IOException;
}
