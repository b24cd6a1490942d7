package dev.dreq.tools.remote.qmp;

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

/** A client of a server of its own, for which it is always the same moment. */
final class QmpClient implements AutoCloseable {

    static final Instant MOMENT = Instant.ofEpochSecond(1_795_218_270L, 578_903_000);

    private final Pipe requests;
    private final Pipe answers;
    private final BufferedReader reader;
    private final Thread server;

    QmpClient(Pc pc) {
        this(new QmpServer(pc, InstantSource.fixed(MOMENT)));
    }

    QmpClient(QmpServer qmp) {
        try {
            requests = Pipe.open();
            answers = Pipe.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reader = new BufferedReader(Channels.newReader(answers.source(), StandardCharsets.UTF_8));
        server = new Thread(() -> serve(qmp), "server");
        server.setDaemon(true);
        server.start();
    }

    private void serve(QmpServer qmp) {
        try (ByteChannel channel = new Joined(requests.source(), answers.sink())) {
            qmp.serve(channel);
        } catch (IOException left) {
            // The client has gone.
        }
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

    /** Leaves, and reads what was still on its way. */
    @Override
    public void close() {
        try {
            requests.sink().close();
            while (reader.readLine() != null) {
                Thread.onSpinWait();
            }
            server.join();
            answers.source().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
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
