package dev.dreq.tools.cli.trace;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A recording of a run, to be read.
 *
 * @param file of the JDK's flight recorder
 */
record Recording(Path file) {
    private static final int RUN_LENGTH = 100_000;

    /**
     * What was read.
     *
     * @param events how many passed the filter
     * @param complete whether the flight recorder kept all
     */
    record Outcome(long events, boolean complete) {}

    /**
     * Prints a table.
     *
     * @param virtualOnly leaves out what another run of the same would not repeat
     * @throws RecordingException if the file is no recording of Dreq
     */
    Outcome table(EventFilter filter, boolean virtualOnly, PrintStream out) throws IOException {
        try (SortedEvents events = SortedEvents.of(file, RUN_LENGTH)) {
            return send(events, filter, new TraceTable(out, virtualOnly));
        }
    }

    /**
     * Writes a timeline in the trace event format.
     *
     * @throws RecordingException if the file is no recording of Dreq
     */
    Outcome timeline(EventFilter filter, OutputStream out) throws IOException {
        try (SortedEvents events = SortedEvents.of(file, RUN_LENGTH)) {
            return send(events, filter, new Timeline(out));
        }
    }

    private static Outcome send(SortedEvents events, EventFilter filter, EventSink sink)
            throws IOException {
        Requests requests = new Requests();
        long sent = 0;
        for (Optional<TraceEvent> next = events.next(); next.isPresent(); next = events.next()) {
            TraceEvent event = next.get();
            int request = requests.serves(event);
            if (filter.wants(event)) {
                sink.event(event, request);
                sent++;
            }
        }
        sink.end();
        return new Outcome(sent, !events.lost());
    }
}
