package dev.dreq.tools.remote.qmp;

import dev.dreq.tools.remote.chardev.Chardev;
import dev.dreq.tools.remote.pc.Pc;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** A client of a server of its own, for which it is always the same moment. */
final class QmpClient implements AutoCloseable {

    static final Instant MOMENT = Instant.ofEpochSecond(1_795_218_270L, 578_903_000);

    private final Pipe requests;
    private final Pipe answers;
    private final BufferedReader reader;
    private final QmpServer server;

    QmpClient(Pc pc) {
        try {
            requests = Pipe.open();
            answers = Pipe.open();
            server = new QmpServer(pc, new Line(), InstantSource.fixed(MOMENT));
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reader = new BufferedReader(Channels.newReader(answers.source(), StandardCharsets.UTF_8));
    }

    /** The character device at whose other end this client is. */
    private final class Line implements Chardev {

        private boolean given;

        @Override
        public void open() {}

        @Override
        public boolean waits() {
            return false;
        }

        @Override
        public Optional<ByteChannel> next() {
            boolean first = !given;
            given = true;
            return first
                    ? Optional.of(new Joined(requests.source(), answers.sink()))
                    : Optional.empty();
        }

        @Override
        public void close() {}
    }

    /** Sends bytes, whatever they are. */
    void send(byte[] bytes) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                requests.sink().write(buffer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends text, without an end of its own. */
    void send(String text) {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The next message, without its end. */
    String next() {
        try {
            return String.valueOf(reader.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a line and gives the next message. */
    String ask(String line) {
        send(line + "\n");
        return next();
    }

    /** Reads the greeting and negotiates. */
    QmpClient negotiated() {
        next();
        ask("{'execute':'qmp_capabilities'}");
        return this;
    }

    /** Reads until the server has no more to say. */
    void readAll() {
        try {
            while (reader.readLine() != null) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says no more. */
    void hangUp() {
        try {
            requests.sink().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the server. */
    void closeServer() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves, and reads what was still on its way. */
    @Override
    public void close() {
        hangUp();
        readAll();
        closeServer();
    }

    /** Two ends of pipes as one channel. */
    private record Joined(Pipe.SourceChannel source, Pipe.SinkChannel sink) implements ByteChannel {

        @Override
        public int read(ByteBuffer target) throws IOException {
            return source.read(target);
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            return sink.write(bytes);
        }

        @Override
        public boolean isOpen() {
            return source.isOpen();
        }

        @Override
        public void close() throws IOException {
            source.close();
            sink.close();
        }
    }
}
