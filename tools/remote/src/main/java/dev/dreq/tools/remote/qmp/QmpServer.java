package dev.dreq.tools.remote.qmp;

import dev.dreq.tools.remote.chardev.Chardev;
import dev.dreq.tools.remote.chardev.ClientLoop;
import dev.dreq.tools.remote.chardev.Server;
import dev.dreq.tools.remote.hmp.Monitor;
import dev.dreq.tools.remote.json.JsonError;
import dev.dreq.tools.remote.json.JsonStream;
import dev.dreq.tools.remote.pc.Pc;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Speaks QMP about one machine with the clients of a character device, one at a time. */
public final class QmpServer implements Server {

    private static final int BUFFER = 1 << 14;
    private static final long LINGER_SECONDS = 1;

    private final Pc pc;
    private final QmpCommands commands;
    private final InstantSource clock;
    private final ClientLoop loop;
    private final ReentrantLock answering = new ReentrantLock();
    private volatile @Nullable Outbox current;

    /**
     * Makes a server that has not begun to serve.
     *
     * @param clock tells the time of events
     */
    public QmpServer(Pc pc, Chardev chardev, InstantSource clock) {
        this.pc = pc;
        this.commands = new QmpCommands(pc, new Monitor(pc));
        this.clock = clock;
        this.loop = new ClientLoop("qmp", chardev, this::serve);
    }

    @Override
    public void start() throws IOException {
        loop.start();
    }

    private void serve(ByteChannel client) throws IOException {
        QmpSession session = new QmpSession(pc, commands);
        try (Outbox outbox = new Outbox(client)) {
            current = outbox;
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
                current = null;
            }
        }
    }

    private void converse(ByteChannel client, QmpSession session, Outbox outbox)
            throws IOException {
        JsonStream stream = new JsonStream(new Answers(session, outbox));
        ByteBuffer received = ByteBuffer.allocate(BUFFER);
        while (client.read(received.clear()) >= 0) {
            stream.feed(received.array(), 0, received.position());
        }
    }

    /** Answers what is read, in order. */
    private final class Answers implements JsonStream.Receiver {

        private final QmpSession session;
        private final Outbox outbox;

        Answers(QmpSession session, Outbox outbox) {
            this.session = session;
            this.outbox = outbox;
        }

        @Override
        public void value(Object value) {
            answering.lock();
            try {
                outbox.answer(session.answer(value));
            } finally {
                answering.unlock();
            }
        }

        @Override
        public void error(JsonError error) {
            outbox.answer(session.answer(error));
        }
    }

    /**
     * Lets a command that is running end and its answer go out, unless the client does not read.
     */
    @Override
    public void close() throws IOException {
        try {
            if (answering.tryLock(LINGER_SECONDS, TimeUnit.SECONDS)) {
                answering.unlock();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        Outbox open = current;
        if (open != null) {
            open.close();
        }
        loop.close();
    }
}
