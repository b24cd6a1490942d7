package dev.dreq.tools.remote.chardev;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A socket to which clients connect. They wait in the kernel until the one before has left. */
final class Listener implements Chardev {

    private final SocketAddress address;
    private final boolean waits;
    private volatile @Nullable ServerSocketChannel channel;

    Listener(SocketAddress address, boolean waits) {
        this.address = address;
        this.waits = waits;
    }

    @Override
    public void open() throws IOException {
        try {
            removeOldSocket();
            ServerSocketChannel made =
                    address instanceof UnixDomainSocketAddress
                            ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                            : ServerSocketChannel.open();
            channel = made;
            made.bind(address);
        } catch (IOException cannot) {
            close();
            throw new IOException(
                    "cannot listen on %s: %s"
                            .formatted(Chardevs.show(address), cannot.getMessage()),
                    cannot);
        }
    }

    /** A socket that an earlier program left behind is in the way; any other file is somebody's. */
    private void removeOldSocket() throws IOException {
        if (address instanceof UnixDomainSocketAddress unix && isSocket(unix.getPath())) {
            Files.delete(unix.getPath());
        }
    }

    private static boolean isSocket(Path path) throws IOException {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                && Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .isOther();
    }

    @Override
    public boolean waits() {
        return waits;
    }

    @Override
    public Optional<ByteChannel> next() throws IOException {
        ServerSocketChannel listening = channel;
        if (listening == null) {
            throw new IllegalStateException("a socket that is not open");
        }
        SocketChannel client = listening.accept();
        if (!(address instanceof UnixDomainSocketAddress)) {
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        return Optional.of(client);
    }

    @Override
    public void close() throws IOException {
        ServerSocketChannel closing = channel;
        channel = null;
        if (closing != null) {
            boolean bound = closing.getLocalAddress() != null;
            closing.close();
            if (bound) {
                removeOldSocket();
            }
        }
    }

    @Override
    public String toString() {
        return Chardevs.show(address) + ",server=on";
    }
}
