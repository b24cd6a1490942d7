package dev.dreq.tools.cli.trace;

import static dev.dreq.tools.cli.Dreq.dreq;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.dreq.tools.cli.Dreq;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The timeline of the default run, held against the trace event format. */
class TimelineTest {
    @TempDir static Path folder;

    private static List<Map<String, Object>> events;

    private record Track(Object pid, Object tid) {}

    @BeforeAll
    @SuppressWarnings("unchecked")
    static void writeTheTimelineOfTheDefaultRun() throws IOException {
        Path recording = folder.resolve("x.jfr");
        Path timeline = folder.resolve("x.json");
        assertEquals(0, dreq("run", "--record", recording).status());
        Dreq trace = dreq("trace", recording, "--perfetto", timeline);
        assertEquals(0, trace.status(), trace.err());
        assertTrue(trace.out().contains("open it in"), trace.out());
        Map<String, Object> file = JSON.std.mapFrom(Files.readString(timeline));
        assertEquals("ns", file.get("displayTimeUnit"));
        events = (List<Map<String, Object>>) file.get("traceEvents");
        assertTrue(events.size() > 10_000, "few events");
    }

    private static Track track(Map<String, Object> event) {
        return new Track(event.get("pid"), event.get("tid"));
    }

    private static double number(Map<String, Object> event, String field) {
        return ((Number) event.get(field)).doubleValue();
    }

    @Test
    void everyEventHasTheFieldsOfItsPhase() {
        Map<String, List<String>> required =
                Map.of(
                        "M", List.of("name", "pid", "tid", "args"),
                        "X", List.of("name", "cat", "pid", "tid", "ts", "dur", "args"),
                        "B", List.of("name", "cat", "pid", "tid", "ts"),
                        "E", List.of("name", "cat", "pid", "tid", "ts"),
                        "i", List.of("name", "cat", "pid", "tid", "ts", "s"),
                        "b", List.of("name", "cat", "pid", "tid", "ts", "id"),
                        "e", List.of("name", "cat", "pid", "tid", "ts", "id"),
                        "s", List.of("name", "cat", "pid", "tid", "ts", "id"),
                        "t", List.of("name", "cat", "pid", "tid", "ts", "id"),
                        "f", List.of("name", "cat", "pid", "tid", "ts", "id", "bp"));
        for (Map<String, Object> event : events) {
            List<String> fields = required.get((String) event.get("ph"));
            assertNotNull(fields, "phase of " + event);
            fields.forEach(field -> assertNotNull(event.get(field), field + " of " + event));
            if (event.containsKey("ts")) {
                assertTrue(number(event, "ts") >= 0, event.toString());
            }
            if (event.containsKey("dur")) {
                assertTrue(number(event, "dur") >= 0, event.toString());
            }
        }
    }

    @Test
    void everyTrackIsNamedBeforeItIsUsed() {
        Set<Object> processes = new HashSet<>();
        Set<Track> threads = new HashSet<>();
        Set<String> names = new TreeSet<>();
        for (Map<String, Object> event : events) {
            if ("process_name".equals(event.get("name"))) {
                processes.add(event.get("pid"));
            } else if ("thread_name".equals(event.get("name"))) {
                threads.add(track(event));
                names.add((String) ((Map<?, ?>) event.get("args")).get("name"));
            } else if (!"M".equals(event.get("ph"))) {
                assertTrue(processes.contains(event.get("pid")), event.toString());
                assertTrue(threads.contains(track(event)), event.toString());
            }
        }
        assertEquals(threads.size(), names.size(), "names are unique");
        assertTrue(
                names.containsAll(
                        List.of(
                                "floppy",
                                "fdc0",
                                "i8237-0",
                                "DMA channel 2",
                                "IRQ 6",
                                "PASSIVE_LEVEL",
                                "DISPATCH_LEVEL")),
                names.toString());
    }

    @Test
    void timeDoesNotGoBackOnATrack() {
        Map<Track, Double> latest = new HashMap<>();
        for (Map<String, Object> event : events) {
            if (event.containsKey("ts")) {
                double time = number(event, "ts");
                Double before = latest.put(track(event), time);
                assertTrue(before == null || before <= time, event.toString());
            }
        }
    }

    @Test
    void slicesOfATrackNest() {
        Map<Track, Deque<Double>> open = new HashMap<>();
        for (Map<String, Object> event : events) {
            if (!"X".equals(event.get("ph"))) {
                continue;
            }
            Deque<Double> ends = open.computeIfAbsent(track(event), any -> new ArrayDeque<>());
            double start = number(event, "ts");
            double end = start + number(event, "dur");
            while (!ends.isEmpty() && ends.peek() <= start + 1e-6) {
                ends.pop();
            }
            assertTrue(ends.isEmpty() || end <= ends.peek() + 1e-6, event.toString());
            ends.push(end);
        }
    }

    @Test
    void whatBeginsEndsOnItsTrack() {
        Map<Track, Deque<Object>> open = new HashMap<>();
        Map<Object, Object> lives = new HashMap<>();
        for (Map<String, Object> event : events) {
            Deque<Object> names = open.computeIfAbsent(track(event), any -> new ArrayDeque<>());
            switch ((String) event.get("ph")) {
                case "B" -> names.push(event.get("name"));
                case "E" -> assertEquals(names.pop(), event.get("name"), event.toString());
                case "b" -> assertEquals(null, lives.put(event.get("id"), event.get("name")));
                case "e" -> assertEquals(lives.remove(event.get("id")), event.get("name"));
                default -> {}
            }
        }
        open.forEach((track, names) -> assertTrue(names.isEmpty(), track + " " + names));
        assertEquals(Map.of(), lives);
    }

    @Test
    void arrowsStartPassAndEndInSlices() {
        Map<Object, List<String>> arrows = new TreeMap<>();
        Map<String, Object> before = Map.of();
        for (Map<String, Object> event : events) {
            String phase = (String) event.get("ph");
            if (Set.of("s", "t", "f").contains(phase)) {
                assertEquals("X", before.get("ph"), "a slice stands before " + event);
                assertEquals(track(before), track(event));
                assertEquals(number(before, "ts"), number(event, "ts"));
                arrows.computeIfAbsent(event.get("id"), id -> new ArrayList<>())
                        .add(phase + " " + before.get("name"));
            }
            before = event;
        }
        assertTrue(arrows.size() > 80, arrows.keySet().toString());
        for (List<String> arrow : arrows.values()) {
            assertTrue(arrow.get(0).startsWith("s IRP_MJ_"), arrow.toString());
            assertEquals("f IoCompleteRequest", arrow.get(arrow.size() - 1), arrow.toString());
            assertTrue(
                    arrow.subList(1, arrow.size() - 1).stream().allMatch(a -> a.startsWith("t ")),
                    arrow.toString());
        }
        assertTrue(
                arrows.values().stream()
                        .anyMatch(
                                arrow ->
                                        arrow.containsAll(
                                                List.of(
                                                        "s IRP_MJ_READ",
                                                        "t MapTransfer",
                                                        "t DMA 512",
                                                        "t ISR",
                                                        "t DPC",
                                                        "t FlushAdapterBuffers"))),
                "a read's arrow");
    }
}
