package dev.dreq.tools.cli.trace;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A file in the trace event format, an event a line. Times are in nanoseconds. */
final class TraceEventFile {
    private static final String CATEGORY = "dreq";

    private final OutputStream out;
    private final Map<Track, Integer> tracks = new HashMap<>();
    private final Set<Track.Group> groups = EnumSet.noneOf(Track.Group.class);
    private boolean first = true;

    TraceEventFile(OutputStream out) throws IOException {
        this.out = out;
        text("{\"displayTimeUnit\":\"ns\",\"traceEvents\":[");
    }

    /** Something that took time. */
    void slice(Track track, TraceEvent event, Map<String, Object> args) throws IOException {
        slice(track, event.name(), event.time(), event.duration(), args);
    }

    void slice(Track track, String name, long time, long duration, Map<String, Object> args)
            throws IOException {
        Map<String, Object> event = event("X", track, time, name);
        event.put("dur", microseconds(duration));
        event.put("args", args);
        write(event);
    }

    /** Something that lasts until {@link #end}. */
    void begin(Track track, String name, long time) throws IOException {
        write(event("B", track, time, name));
    }

    void end(Track track, String name, long time) throws IOException {
        write(event("E", track, time, name));
    }

    /** A mark. */
    void instant(Track track, TraceEvent event, Map<String, Object> args) throws IOException {
        Map<String, Object> mark = event("i", track, event.time(), event.name());
        mark.put("s", "t");
        mark.put("args", args);
        write(mark);
    }

    /** A request's life begins, {@code b}, or ends, {@code e}. */
    void life(String phase, Track track, int request, String name, long time) throws IOException {
        Map<String, Object> life = event(phase, track, time, name);
        life.put("id", request);
        write(life);
    }

    /**
     * An arrow of a request starts, {@code s}, passes, {@code t}, or ends, {@code f}, in a slice.
     */
    void flow(String phase, Track track, int request, long time) throws IOException {
        Map<String, Object> flow = event(phase, track, time, "request");
        flow.put("id", request);
        if (phase.equals("f")) {
            flow.put("bp", "e");
        }
        write(flow);
    }

    /** There is no more. */
    void close() throws IOException {
        text("\n]}\n");
        out.flush();
    }

    private Map<String, Object> event(String phase, Track track, long time, String name)
            throws IOException {
        int tid = tid(track);
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("ph", phase);
        event.put("pid", track.group().pid());
        event.put("tid", tid);
        event.put("ts", microseconds(time));
        event.put("cat", CATEGORY);
        event.put("name", name);
        return event;
    }

    private static BigDecimal microseconds(long nanos) {
        return BigDecimal.valueOf(nanos, 3);
    }

    private int tid(Track track) throws IOException {
        Integer known = tracks.get(track);
        if (known != null) {
            return known;
        }
        int tid = tracks.size() + 1;
        tracks.put(track, tid);
        Track.Group group = track.group();
        if (groups.add(group)) {
            metadata("process_name", group.pid(), 0, Map.of("name", group.title()));
            metadata("process_sort_index", group.pid(), 0, Map.of("sort_index", group.pid()));
        }
        metadata("thread_name", group.pid(), tid, Map.of("name", track.name()));
        metadata("thread_sort_index", group.pid(), tid, Map.of("sort_index", track.order()));
        return tid;
    }

    private void metadata(String name, int pid, int tid, Map<String, Object> args)
            throws IOException {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("ph", "M");
        event.put("pid", pid);
        event.put("tid", tid);
        event.put("name", name);
        event.put("args", args);
        write(event);
    }

    private void write(Map<String, Object> event) throws IOException {
        text(first ? "\n" : ",\n");
        first = false;
        text(JSON.std.asString(event));
    }

    private void text(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
