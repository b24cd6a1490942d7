package dev.dreq.tools.cli.trace;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A timeline that Perfetto and chrome://tracing open: a track for each driver, IRQL, DMA channel
 * and device, and arrows from a request to what was done for it.
 */
final class Timeline implements EventSink {
    private static final String PASSIVE_LEVEL = "PASSIVE_LEVEL";

    private final TraceEventFile file;
    private final Lanes lanes = new Lanes();
    private final Map<Track, String> high = new LinkedHashMap<>();
    private final Map<Integer, Life> lives = new LinkedHashMap<>();
    private final Set<Integer> arrows = new HashSet<>();
    private String irql = PASSIVE_LEVEL;
    private int level;
    private long levelSince;
    private long latest;

    /** A request that is under way. */
    private record Life(Track track, String name) {}

    Timeline(OutputStream out) throws IOException {
        this.file = new TraceEventFile(out);
    }

    @Override
    public void event(TraceEvent event, int request) throws IOException {
        latest = event.time();
        switch (event.kind()) {
            case REGISTER, MESSAGE -> slice(device(event), event, request);
            case DMA ->
                    slice(
                            event.number() < 0 ? device(event) : Track.channel(event.number()),
                            event,
                            request);
            case BUS_ERROR, GUEST_ERROR, FAULT, TARGET_ABORT, UNPLUG, PLUG ->
                    file.instant(device(event), event, args(event, request));
            case VIOLATION -> file.instant(driver(event), event, args(event, request));
            case DREQ -> wire(Track.channel(event.number()), event);
            case LINE -> wire(Track.of(Track.Group.DEVICES, event.name()), event);
            case DISPATCH, COMPLETION -> live(driver(event), event, request);
            case ISR, DPC, CALL, MAPPING, REGISTERS -> slice(driver(event), event, request);
            case IRQL -> level(event);
        }
    }

    private static Track device(TraceEvent event) {
        return Track.of(Track.Group.DEVICES, event.who());
    }

    private Track driver(TraceEvent event) {
        return lanes.of(event.driver(), event.time(), event.duration());
    }

    private void slice(Track track, TraceEvent event, int request) throws IOException {
        file.slice(track, event, args(event, request));
        if (request != Requests.NONE) {
            arrow(arrows.add(request) ? "s" : "t", track, event, request);
        }
    }

    private void arrow(String phase, Track track, TraceEvent event, int request)
            throws IOException {
        file.flow(phase, track, request, event.time());
    }

    private void live(Track track, TraceEvent event, int request) throws IOException {
        if (event.kind() == EventKind.DISPATCH) {
            if (event.begins()) {
                Life life = new Life(track, "IRP #%d %s".formatted(request, event.name()));
                lives.put(request, life);
                file.life("b", track, request, life.name(), event.time());
            }
            slice(track, event, request);
            return;
        }
        file.slice(track, event, args(event, request));
        if (request != Requests.NONE) {
            if (arrows.contains(request)) {
                arrow("f", track, event, request);
            }
            end(request, event.time());
        }
    }

    private void end(int request, long time) throws IOException {
        arrows.remove(request);
        Life life = lives.remove(request);
        if (life != null) {
            file.life("e", life.track(), request, life.name(), time);
        }
    }

    private void wire(Track track, TraceEvent event) throws IOException {
        if (event.begins()) {
            if (high.putIfAbsent(track, event.name()) == null) {
                file.begin(track, event.name(), event.time());
            }
        } else if (high.remove(track) != null) {
            file.end(track, event.name(), event.time());
        }
    }

    private void level(TraceEvent event) throws IOException {
        endLevel(event.time());
        level = event.number();
        irql = event.name();
        levelSince = event.time();
    }

    /** Levels that last no virtual time are many, and would not be seen. */
    private void endLevel(long time) throws IOException {
        if (time > levelSince) {
            Track track = new Track(Track.Group.IRQL, irql, -level);
            file.slice(track, irql, levelSince, time - levelSince, Map.of());
        }
    }

    private static Map<String, Object> args(TraceEvent event, int request) {
        Map<String, Object> args = new LinkedHashMap<>();
        args.put("what", event.what());
        if (!event.driver().isEmpty() && !event.device().isEmpty()) {
            args.put("device", event.device());
        }
        if (request != Requests.NONE) {
            args.put("irp", "#" + request);
        }
        return args;
    }

    @Override
    public void end() throws IOException {
        endLevel(latest);
        for (Map.Entry<Track, String> wire : high.entrySet()) {
            file.end(wire.getKey(), wire.getValue(), latest);
        }
        for (Integer request : Set.copyOf(lives.keySet()).stream().sorted().toList()) {
            end(request, latest);
        }
        file.close();
    }
}
