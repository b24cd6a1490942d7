package dev.dreq.tools.remote.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;

/**
 * Where a qtest server listens, as QEMU's {@code -qtest} has it: {@code unix:PATH} or {@code
 * tcp:HOST:PORT}.
 *
 * @param text as it was given
 */
public record QtestAddress(String text) {
    private static final String UNIX = "unix:";
    private static final String TCP = "tcp:";
    private static final int LAST_PORT = 0xFFFF;

    /** Checks the form; whether anybody listens there is not looked at. */
    public QtestAddress {
        boolean known =
                text.startsWith(UNIX)
                        ? isPath(text.substring(UNIX.length()))
                        : text.startsWith(TCP) && isHostAndPort(text.substring(TCP.length()));
        if (!known) {
            throw new IllegalArgumentException(
                    "%s is no address of a qtest server; it takes unix:PATH or tcp:HOST:PORT"
                            .formatted(text));
        }
    }

    private static boolean isPath(String path) {
        try {
            return !path.isEmpty() && UnixDomainSocketAddress.of(path) != null;
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean isHostAndPort(String address) {
        int colon = address.lastIndexOf(':');
        if (colon < 1) {
            return false;
        }
        String port = address.substring(colon + 1);
        return port.matches("\\d{1,5}")
                && Integer.parseInt(port) > 0
                && Integer.parseInt(port) <= LAST_PORT;
    }

    /** The socket's address; looks the host up. */
    SocketAddress socket() throws UnknownHostException {
        if (text.startsWith(UNIX)) {
            return UnixDomainSocketAddress.of(text.substring(UNIX.length()));
        }
        int colon = text.lastIndexOf(':');
        return new InetSocketAddress(
                InetAddress.getByName(text.substring(TCP.length(), colon)),
                Integer.parseInt(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return text;
    }
}
