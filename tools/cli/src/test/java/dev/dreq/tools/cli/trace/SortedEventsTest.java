package dev.dreq.tools.cli.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.tools.cli.Main;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SortedEventsTest {
    @TempDir Path folder;

    private static List<TraceEvent> read(Path recording, int runLength) throws IOException {
        List<TraceEvent> all = new ArrayList<>();
        try (SortedEvents events = SortedEvents.of(recording, runLength)) {
            for (Optional<TraceEvent> next = events.next();
                    next.isPresent();
                    next = events.next()) {
                all.add(next.get());
            }
            assertEquals(false, events.lost());
        }
        return all;
    }

    @Test
    void manyShortRunsGiveWhatOneLongRunGives() throws IOException {
        Path recording = folder.resolve("x.jfr");
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        String[] run = {"run", "--record", recording.toString()};
        assertEquals(0, Main.run(run, nowhere, nowhere));

        List<TraceEvent> long1 = read(recording, Integer.MAX_VALUE);
        assertEquals(long1, read(recording, 1000));
        assertEquals(0, long1.get(0).sequence());
        assertEquals(
                long1.size(),
                long1.stream().map(TraceEvent::sequence).distinct().count(),
                "numbers are unique");
        for (int i = 1; i < long1.size(); i++) {
            assertTrue(TraceEvent.ORDER.compare(long1.get(i - 1), long1.get(i)) < 0);
            assertEquals(i, long1.get(i).sequence(), "time and number agree, none is missing");
        }
    }
}
