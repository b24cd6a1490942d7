package dev.dreq.tools.remote.chardev;

import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Serves the clients of a character device one after the other, on a thread of its own. What goes
 * wrong with a client ends that client's connection and nothing else.
 */
public final class ClientLoop implements Server {

    private final Chardev chardev;
    private final Session session;
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable ByteChannel current;

    /** What is done with a client. */
    @FunctionalInterface
    public interface Session {

        /**
         * Serves a client until it leaves, on the loop's thread; the loop closes the stream.
         *
         * @throws IOException if the stream fails, which is a way of leaving
         */
        void serve(ByteChannel client) throws IOException;
    }

    /**
     * Makes a loop that has not begun.
     *
     * @param name of its thread
     */
    public ClientLoop(String name, Chardev chardev, Session session) {
        this.chardev = chardev;
        this.session = session;
        this.thread = new Thread(this::run, name + " " + chardev);
        thread.setDaemon(true);
    }

    @Override
    public void start() throws IOException {
        chardev.open();
        if (chardev.waits()) {
            System.err.printf(
                    "qemu-system-x86_64: info: QEMU waiting for connection on: disconnected:%s%n",
                    chardev);
            current = chardev.next().orElse(null);
        }
        thread.start();
    }

    private void run() {
        try {
            while (!closed) {
                Optional<ByteChannel> client = Optional.ofNullable(current).or(this::nextOrNobody);
                if (client.isEmpty()) {
                    return;
                }
                serve(client.get());
            }
        } finally {
            current = null;
        }
    }

    private Optional<ByteChannel> nextOrNobody() {
        try {
            return chardev.next();
        } catch (IOException gone) {
            if (!closed) {
                System.err.printf("%s: %s%n", chardev, gone.getMessage());
            }
            return Optional.empty();
        }
    }

    private void serve(ByteChannel client) {
        current = client;
        try (client) {
            if (!closed) {
                session.serve(client);
            }
        } catch (IOException left) {
            // A client may leave at any point.
        } catch (RuntimeException bug) {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, bug);
        } finally {
            current = null;
        }
    }

    /** Waits until no client will come any more and the last has left. */
    public void join() throws InterruptedException {
        thread.join();
    }

    /** As {@link Server#close}; does not wait for the thread. */
    @Override
    public void close() throws IOException {
        closed = true;
        chardev.close();
        ByteChannel cut = current;
        if (cut != null) {
            cut.close();
        }
    }
}
