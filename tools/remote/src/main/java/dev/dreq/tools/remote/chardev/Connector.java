package dev.dreq.tools.remote.chardev;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A socket on which the client listens, and to which this end connects once. */
final class Connector implements Chardev {

    private final SocketAddress address;
    private @Nullable SocketChannel connected;

    Connector(SocketAddress address) {
        this.address = address;
    }

    @Override
    public void open() throws IOException {
        try {
            SocketChannel channel = SocketChannel.open(address);
            if (!(address instanceof UnixDomainSocketAddress)) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            connected = channel;
        } catch (IOException cannot) {
            throw new IOException(
                    "cannot connect to %s: %s"
                            .formatted(Chardevs.show(address), cannot.getMessage()),
                    cannot);
        }
    }

    @Override
    public boolean waits() {
        return false;
    }

    @Override
    public synchronized Optional<ByteChannel> next() {
        Optional<ByteChannel> once = Optional.ofNullable(connected);
        connected = null;
        return once;
    }

    @Override
    public synchronized void close() throws IOException {
        SocketChannel unused = connected;
        connected = null;
        if (unused != null) {
            unused.close();
        }
    }

    @Override
    public String toString() {
        return Chardevs.show(address);
    }
}
