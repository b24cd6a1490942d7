package dev.dreq.tools.remote.qmp;

import dev.dreq.tools.remote.json.JsonWriter;
import dev.dreq.tools.remote.pc.PcListener;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** Turns what happens to the machine into events on the wire. */
final class QmpEvents implements PcListener {

    private static final int NANOS_IN_MICRO = 1_000;

    private final InstantSource clock;
    private final Consumer<String> sink;

    QmpEvents(InstantSource clock, Consumer<String> sink) {
        this.clock = clock;
        this.sink = sink;
    }

    private void send(String event, Optional<Answer> data) {
        Instant now = clock.instant();
        sink.accept(
                JsonWriter.write(
                        new Answer()
                                .with(
                                        "timestamp",
                                        new Answer()
                                                .with("seconds", now.getEpochSecond())
                                                .with(
                                                        "microseconds",
                                                        now.getNano() / NANOS_IN_MICRO))
                                .with("event", event)
                                .with("data", data)));
    }

    private void sendAsked(String event, String reason) {
        send(event, Optional.of(new Answer().with("guest", false).with("reason", reason)));
    }

    @Override
    public void resumed() {
        send("RESUME", Optional.empty());
    }

    @Override
    public void stopped() {
        send("STOP", Optional.empty());
    }

    @Override
    public void reset() {
        sendAsked("RESET", "host-qmp-system-reset");
    }

    @Override
    public void shutdown() {
        sendAsked("SHUTDOWN", "host-qmp-quit");
    }

    @Override
    public void poweredDown() {
        send("POWERDOWN", Optional.empty());
    }

    @Override
    public void deviceDeleted(Optional<String> id, String path) {
        send("DEVICE_DELETED", Optional.of(new Answer().with("device", id).with("path", path)));
    }
}
