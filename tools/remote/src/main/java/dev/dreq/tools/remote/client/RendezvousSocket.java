package dev.dreq.tools.remote.client;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A socket in the file system that waits for one program to connect. */
final class RendezvousSocket implements AutoCloseable {
    private static final long LOOK_MILLIS = 50;

    private final Path path;
    private final ServerSocketChannel server;

    private RendezvousSocket(Path path, ServerSocketChannel server) {
        this.path = path;
        this.server = server;
    }

    /** Listens at a path where nothing is. */
    static RendezvousSocket at(Path path) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(path)).configureBlocking(false);
        } catch (IOException e) {
            server.close();
            throw e;
        }
        return new RendezvousSocket(path, server);
    }

    Path path() {
        return path;
    }

    /**
     * Waits for the program.
     *
     * @param alive whether it still runs
     * @return empty if it ends, or does not connect in time
     */
    Optional<SocketChannel> accept(Duration patience, BooleanSupplier alive) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        try (Selector selector = Selector.open()) {
            server.register(selector, SelectionKey.OP_ACCEPT);
            while (System.nanoTime() - deadline < 0) {
                boolean lives = alive.getAsBoolean();
                selector.select(LOOK_MILLIS);
                SocketChannel channel = server.accept();
                if (channel != null || !lives) {
                    return Optional.ofNullable(channel);
                }
            }
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
