package dev.dreq.tools.remote.qmp;

import dev.dreq.tools.remote.chardev.ClientLoop;
import dev.dreq.tools.remote.hmp.Monitor;
import dev.dreq.tools.remote.json.JsonError;
import dev.dreq.tools.remote.json.JsonStream;
import dev.dreq.tools.remote.pc.Pc;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Speaks QMP with clients about one machine. Any number may be served at a time, each on the thread
 * that calls {@link #serve}.
 */
public final class QmpServer implements ClientLoop.Session, AutoCloseable {

    private static final int BUFFER = 1 << 14;
    private static final int CLIENTS = 1_000;
    private static final long LINGER_SECONDS = 1;

    private final Pc pc;
    private final QmpCommands commands;
    private final InstantSource clock;
    private final Semaphore answering = new Semaphore(CLIENTS);

    /**
     * Makes a server.
     *
     * @param clock tells the time of events
     */
    public QmpServer(Pc pc, InstantSource clock) {
        this.pc = pc;
        this.commands = new QmpCommands(pc, new Monitor(pc));
        this.clock = clock;
    }

    @Override
    public void serve(ByteChannel client) throws IOException {
        QmpSession session = new QmpSession(pc, commands);
        try (Outbox outbox = new Outbox(client)) {
            QmpEvents events =
                    new QmpEvents(
                            clock,
                            message -> {
                                if (session.isNegotiated()) {
                                    outbox.event(message);
                                }
                            });
            outbox.answer(QmpSession.greeting());
            pc.listen(events);
            try {
                converse(client, session, outbox);
            } finally {
                pc.forget(events);
            }
        }
    }

    private void converse(ByteChannel client, QmpSession session, Outbox outbox)
            throws IOException {
        Answering answers = new Answering(session, outbox);
        JsonStream stream = new JsonStream(answers);
        ByteBuffer received = ByteBuffer.allocate(BUFFER);
        while (client.read(received.clear()) >= 0) {
            stream.feed(received.array(), 0, received.position());
            answers.checkSent();
        }
    }

    /** Answers what is read, in order. */
    private final class Answering implements JsonStream.Receiver {

        private final QmpSession session;
        private final Outbox outbox;
        private @Nullable IOException failure;

        Answering(QmpSession session, Outbox outbox) {
            this.session = session;
            this.outbox = outbox;
        }

        @Override
        public void value(Object value) {
            answering.acquireUninterruptibly();
            try {
                send(session.answer(value));
            } finally {
                answering.release();
            }
        }

        @Override
        public void error(JsonError error) {
            send(session.answer(error));
        }

        private void send(String answer) {
            try {
                outbox.answer(answer);
            } catch (IOException stopped) {
                failure = stopped;
            }
        }

        void checkSent() throws IOException {
            IOException stopped = failure;
            if (stopped != null) {
                throw stopped;
            }
        }
    }

    /** Waits until the commands that are running are answered, unless a client does not read. */
    @Override
    public void close() {
        try {
            if (!answering.tryAcquire(CLIENTS, LINGER_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
            answering.release(CLIENTS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
