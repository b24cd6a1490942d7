package dev.dreq.tools.remote.qtest;

import dev.dreq.tools.remote.pc.Pc;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.util.concurrent.Executor;

/**
 * What goes to a client. Lines are added under the machine's lock, whole, by whoever makes them,
 * and sent without it, so that a client that does not read holds up nobody else.
 */
final class Outbox {

    /** What a client may leave unread before it is cut off, in bytes. */
    static final int MOST_UNREAD = 4 * Request.MOST_BYTES;

    private static final int FULL = 1 << 15;

    private final Pc pc;
    private final ByteChannel client;
    private final Executor courier;
    private final Thread owner = Thread.currentThread();
    private final Runnable change = this::change;
    private final Runnable deliver = this::deliver;
    private boolean courierCalled;
    private Lines filling;
    private Lines sending;

    /**
     * Makes one that belongs to the present thread.
     *
     * @param courier sends what other threads add
     */
    Outbox(Pc pc, ByteChannel client, QtestLog log, Executor courier) {
        this.pc = pc;
        this.client = client;
        this.courier = courier;
        this.filling = new Lines(log);
        this.sending = new Lines(log);
    }

    /** Where to add lines. Under the lock, and only until it is given back. */
    Lines lines() {
        return filling;
    }

    /**
     * Adds a line that no request asked for. If it comes from somebody else's thread, a courier
     * sends it soon. Under the lock.
     */
    void unasked(byte[] line) {
        filling.line(line);
        cutOffIfUnread();
        if (Thread.currentThread() != owner && !courierCalled) {
            courierCalled = true;
            courier.execute(deliver);
        }
    }

    private void deliver() {
        try {
            send();
        } catch (IOException left) {
            // The owner will find out.
        }
    }

    private void cutOffIfUnread() {
        if (filling.size() > MOST_UNREAD) {
            filling.clear();
            try {
                client.close();
            } catch (IOException gone) {
                // Then it is cut off already.
            }
        }
    }

    /** Whether so much waits that it had better be sent before more is made. Under the lock. */
    boolean isFull() {
        return filling.size() >= FULL;
    }

    /**
     * Sends all lines. Without the lock; any thread.
     *
     * @throws IOException if the client has left
     */
    synchronized void send() throws IOException {
        pc.locked(change);
        sending.writeTo(client);
    }

    private void change() {
        Lines filled = filling;
        filling = sending;
        sending = filled;
        courierCalled = false;
    }
}
