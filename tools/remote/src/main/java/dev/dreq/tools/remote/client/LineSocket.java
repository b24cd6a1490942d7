package dev.dreq.tools.remote.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lines over a socket. Never blocks without end: a wait has a limit, and while the other side does
 * not take what is sent, what it sends is taken, so that two full buffers do not wait for each
 * other.
 */
final class LineSocket implements AutoCloseable {
    private static final int BUFFER = 64 << 10;
    private static final long STUCK_SECONDS = 30;

    private final String peer;
    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final ByteBuffer in = ByteBuffer.allocate(BUFFER);
    private final ByteAccumulator partial = new ByteAccumulator();
    private final Deque<String> lines = new ArrayDeque<>();
    private @Nullable String lost;

    /**
     * Takes a connected channel over.
     *
     * @param peer who is at the other end, for messages
     */
    LineSocket(String peer, SocketChannel channel) throws IOException {
        this.peer = peer;
        this.channel = channel;
        channel.configureBlocking(false);
        this.selector = Selector.open();
        this.key = channel.register(selector, SelectionKey.OP_READ);
    }

    /** Sends a line; {@code line} is without its end. */
    void send(String line) {
        ByteBuffer out = StandardCharsets.UTF_8.encode(line + "\n");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STUCK_SECONDS);
        try {
            while (lost == null) {
                channel.write(out);
                if (!out.hasRemaining()) {
                    return;
                }
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new QtestException(
                            "%s has taken nothing for %d s; it hangs, end it"
                                    .formatted(peer, STUCK_SECONDS));
                }
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                select(left);
                key.interestOps(SelectionKey.OP_READ);
                fill();
            }
        } catch (IOException e) {
            lose(e.toString());
        }
        throw gone();
    }

    /**
     * The next line that comes within a time, without its end; {@code null} if none does.
     *
     * @param nanos 0 or less for what is there already
     */
    @Nullable String receive(long nanos) {
        String line = lines.poll();
        if (line != null) {
            return line;
        }
        long deadline = System.nanoTime() + Math.max(0, nanos);
        do {
            try {
                select(deadline - System.nanoTime());
                fill();
            } catch (IOException e) {
                lose(e.toString());
            }
            if (!lines.isEmpty()) {
                return lines.poll();
            }
            if (lost != null) {
                throw gone();
            }
        } while (deadline - System.nanoTime() > 0);
        return null;
    }

    private void select(long nanos) throws IOException {
        if (nanos <= 0) {
            selector.selectNow();
        } else {
            selector.select(nanos / 1_000_000 + 1);
        }
        selector.selectedKeys().clear();
    }

    /** Takes what has come. */
    private void fill() throws IOException {
        while (lost == null) {
            in.clear();
            int count = channel.read(in);
            if (count < 0) {
                lose("it closed it");
            }
            if (count <= 0) {
                return;
            }
            split(count);
        }
    }

    private void split(int count) {
        int start = 0;
        for (int i = 0; i < count; i++) {
            if (in.get(i) == '\n') {
                partial.add(in.array(), start, i - start);
                lines.add(partial.takeLine());
                start = i + 1;
            }
        }
        partial.add(in.array(), start, count - start);
    }

    private void lose(String why) {
        if (lost == null) {
            lost = why;
        }
    }

    private QtestException gone() {
        return new QtestException("the connection to %s is lost: %s".formatted(peer, lost));
    }

    /** Whether the other side can still be heard. */
    boolean isOpen() {
        return lost == null && channel.isOpen();
    }

    @Override
    public void close() {
        lose("it was closed on this side");
        try (channel;
                selector) {
            lines.clear();
        } catch (IOException e) {
            lose(e.toString()); // nobody is left who could be told
        }
    }
}
