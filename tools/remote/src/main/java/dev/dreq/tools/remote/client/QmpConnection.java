package dev.dreq.tools.remote.client;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A connection to a QMP server that has been greeted. One thread at a time. */
public final class QmpConnection implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LineSocket socket;
    private final String peer;
    private final Deque<String> events = new ArrayDeque<>();

    private QmpConnection(String peer, LineSocket socket) {
        this.peer = peer;
        this.socket = socket;
    }

    /** Takes a connected channel over, and negotiates. */
    static QmpConnection over(String peer, SocketChannel channel) throws IOException {
        QmpConnection connection = new QmpConnection(peer, new LineSocket(peer, channel));
        if (!connection.message("greet").containsKey("QMP")) {
            throw new QtestException(peer + " does not greet as a QMP server does");
        }
        connection.execute("qmp_capabilities", Map.of());
        return connection;
    }

    /** Has a command done, and gives what it returns. */
    public Object execute(String command, Map<String, ?> arguments) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("execute", command);
        if (!arguments.isEmpty()) {
            request.put("arguments", arguments);
        }
        try {
            socket.send(JSON.std.asString(request));
        } catch (IOException e) {
            throw new IllegalArgumentException("arguments of " + command, e);
        }
        while (true) {
            Map<String, Object> message = message(command);
            Object returned = message.get("return");
            if (returned != null) {
                return returned;
            }
            if (message.get("error") instanceof Map<?, ?> error) {
                throw new QtestException(
                        "%s refuses '%s': %s".formatted(peer, command, error.get("desc")));
            }
            note(message);
        }
    }

    /** Waits for an event, those that came since the last one was waited for included. */
    public void awaitEvent(String name) {
        while (!name.equals(events.poll())) {
            if (events.isEmpty()) {
                note(message("send the event " + name));
            }
        }
    }

    private void note(Map<String, Object> message) {
        if (message.get("event") instanceof String event) {
            events.add(event);
        }
    }

    private Map<String, Object> message(String awaited) {
        @Nullable String line = socket.receive(PATIENCE.toNanos());
        if (line == null) {
            throw new QtestException(
                    "%s did not %s for %d s; it hangs, end it"
                            .formatted(peer, awaited, PATIENCE.toSeconds()));
        }
        try {
            return JSON.std.mapFrom(line);
        } catch (IOException e) {
            throw new QtestException("%s says '%s', which is no JSON".formatted(peer, line), e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
