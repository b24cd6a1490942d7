package dev.dreq.tools.cli.trace;

import java.io.PrintStream;
import java.util.Locale;

/** A line for each event. */
final class TraceTable implements EventSink {
    private static final String ROW = "%16s  %-12s %-16s %-5s %s";

    private final PrintStream out;
    private final boolean virtualOnly;
    private boolean begun;
    private long wallStart;

    /**
     * A table.
     *
     * @param virtualOnly leaves out what another run of the same would not repeat
     */
    TraceTable(PrintStream out, boolean virtualOnly) {
        this.out = out;
        this.virtualOnly = virtualOnly;
    }

    @Override
    public void event(TraceEvent event, int request) {
        if (!begun) {
            begun = true;
            wallStart = event.wallTime();
            String more = virtualOnly ? "" : "  [wall time in us, thread]";
            line(ROW.formatted("virtual us", "kind", "who", "IRP", "what" + more));
        }
        String row =
                ROW.formatted(
                        VirtualTime.words(event.time()),
                        event.kind().word(),
                        event.who(),
                        request == Requests.NONE ? "" : "#" + request,
                        event.what());
        line(virtualOnly ? row : row + wall(event));
    }

    private String wall(TraceEvent event) {
        return String.format(
                Locale.ROOT,
                "  [%.3f, %s]",
                (event.wallTime() - wallStart) / 1000.0,
                event.thread());
    }

    private void line(String text) {
        out.print(text.stripTrailing() + "\n");
    }

    @Override
    public void end() {
        out.flush();
    }
}
