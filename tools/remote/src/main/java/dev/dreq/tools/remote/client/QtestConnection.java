package dev.dreq.tools.remote.client;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a qtest server. A request is a line, and so is its answer; answers come in the
 * order of requests, of which several may be under way. Lines that tell of interrupts come at any
 * time, those that a request caused before its answer. One thread at a time.
 */
public final class QtestConnection implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String RAISE = "IRQ raise ";
    private static final String LOWER = "IRQ lower ";
    private static final int SHOWN = 60;

    private final LineSocket socket;
    private final String peer;
    private final Duration patience;
    private final Deque<String> asked = new ArrayDeque<>();
    private InterruptSink interrupts = (line, level) -> {};

    /** Is told of interrupt lines that change. */
    @FunctionalInterface
    public interface InterruptSink {

        /** A line of the intercepted device went up or down. */
        void changed(int line, boolean level);
    }

    private QtestConnection(String peer, LineSocket socket, Duration patience) {
        this.peer = peer;
        this.socket = socket;
        this.patience = patience;
    }

    /** Connects to a server that listens. */
    public static QtestConnection connect(QtestAddress address) {
        return connect(address, PATIENCE);
    }

    /** As {@link #connect(QtestAddress)}; an answer may take {@code patience}. */
    public static QtestConnection connect(QtestAddress address, Duration patience) {
        try {
            SocketChannel channel = open(address.socket());
            return over("the qtest server at " + address, channel, patience);
        } catch (IOException e) {
            throw new QtestException(
                    "no qtest server answers at %s (%s); start one, such as qemu-system-x86_64 -qtest %s,server=on,wait=off"
                            .formatted(address, e.getMessage(), address),
                    e);
        }
    }

    private static SocketChannel open(SocketAddress address) throws IOException {
        if (address instanceof UnixDomainSocketAddress) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(address);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            return channel;
        }
        SocketChannel channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return channel;
    }

    /**
     * Takes a connected channel over.
     *
     * @param peer who is at the other end, for messages
     */
    static QtestConnection over(String peer, SocketChannel channel) throws IOException {
        return over(peer, channel, PATIENCE);
    }

    private static QtestConnection over(String peer, SocketChannel channel, Duration patience)
            throws IOException {
        return new QtestConnection(peer, new LineSocket(peer, channel), patience);
    }

    /** Names who is told of interrupts from now on. */
    public void onInterrupt(InterruptSink sink) {
        interrupts = sink;
    }

    /** Sends a request and waits for what it gives, which is empty for a bare {@code OK}. */
    public String ask(String request) {
        post(request);
        while (asked.size() > 1) {
            answer();
        }
        return answer();
    }

    /** Sends a request; {@link #answer} gets its answer later. */
    public void post(String request) {
        socket.send(request);
        asked.add(request);
    }

    /** What the oldest request without an answer gives; interrupts on the way are told of. */
    public String answer() {
        String line = line();
        String request = asked.remove();
        if (line.equals("OK")) {
            return "";
        }
        if (line.startsWith("OK ")) {
            return line.substring(3);
        }
        throw new QtestException(
                "%s refuses '%s': %s".formatted(peer, shortened(request), shortened(line)));
    }

    private String line() {
        if (asked.isEmpty()) {
            throw new IllegalStateException("no request is under way");
        }
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            String line = socket.receive(deadline - System.nanoTime());
            if (line == null) {
                throw new QtestException(
                        "%s has not answered '%s' for %d s; it hangs, end it"
                                .formatted(peer, shortened(asked.element()), patience.toSeconds()));
            }
            if (!isInterrupt(line)) {
                return line;
            }
        }
    }

    /**
     * Waits for lines that tell of interrupts, until at least one has come.
     *
     * @param nanos how long; 0 or less only takes what is there
     * @return whether one has come
     */
    public boolean await(long nanos) {
        boolean came = false;
        for (String line = next(nanos); line != null; line = next(0)) {
            if (!isInterrupt(line)) {
                throw new QtestException(
                        "%s says '%s', and nothing was asked".formatted(peer, shortened(line)));
            }
            came = true;
        }
        return came;
    }

    private @Nullable String next(long nanos) {
        if (!asked.isEmpty()) {
            throw new IllegalStateException("%d answers are under way".formatted(asked.size()));
        }
        return socket.receive(nanos);
    }

    private boolean isInterrupt(String line) {
        boolean raise = line.startsWith(RAISE);
        if (!raise && !line.startsWith(LOWER)) {
            return false;
        }
        String number = line.substring(RAISE.length());
        if (!number.matches("\\d{1,4}")) {
            throw new QtestException(
                    "%s says '%s', which names no interrupt".formatted(peer, shortened(line)));
        }
        interrupts.changed(Integer.parseInt(number), raise);
        return true;
    }

    private static String shortened(String line) {
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
    }

    /** Whether the other side can still be heard, as far as is known. */
    public boolean isOpen() {
        return socket.isOpen();
    }

    @Override
    public void close() {
        socket.close();
    }
}
