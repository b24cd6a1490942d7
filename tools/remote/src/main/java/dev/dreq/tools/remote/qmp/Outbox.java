package dev.dreq.tools.remote.qmp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What is on its way to a client, in order, written by a thread of its own, so that a client that
 * does not read holds up nobody else. One that lets events pile up is cut off.
 */
final class Outbox implements AutoCloseable {

    private static final int CAPACITY = 1024;
    private static final long LINGER_MILLIS = 1_000;
    private static final String END = "";

    private final ByteChannel channel;
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>(CAPACITY);
    private final Thread writer;
    private boolean failed;

    Outbox(ByteChannel channel) {
        this.channel = channel;
        writer = new Thread(this::write, "qmp-writer");
        writer.setDaemon(true);
        writer.start();
    }

    /** Sends an answer, when there is room for it. */
    void answer(String message) {
        try {
            messages.put(message);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends an event. Never waits. */
    void event(String message) {
        if (!messages.offer(message)) {
            cut();
        }
    }

    private void write() {
        try {
            for (String next = messages.take(); !next.equals(END); next = messages.take()) {
                write(next);
            }
        } catch (InterruptedException stopped) {
            failed = true;
        }
    }

    /** After a failure the rest is taken and dropped, so that nobody waits for room. */
    private void write(String message) {
        if (failed) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.wrap((message + "\r\n").getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException gone) {
            failed = true;
        }
    }

    private void cut() {
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            // What was wanted has come about.
        }
    }

    /** Lets a client that reads have what is on its way. What comes later is dropped. */
    @Override
    public void close() {
        try {
            if (!messages.offer(END, LINGER_MILLIS, TimeUnit.MILLISECONDS)) {
                cut();
                messages.put(END);
            }
            writer.join(LINGER_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        writer.interrupt();
    }
}
