package dev.dreq.tools.remote.libqtest;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A client's end of a connection: lines out, lines in. Characters are bytes. */
public final class LineSocket implements AutoCloseable {

    private final SocketChannel channel;
    private final BufferedReader in;

    private LineSocket(SocketChannel channel) {
        this.channel = channel;
        this.in =
                new BufferedReader(
                        new InputStreamReader(
                                Channels.newInputStream(channel), StandardCharsets.ISO_8859_1));
    }

    /** Listens at a path, as libqtest does; the program connects. */
    static ServerSocketChannel listen(Path path) throws IOException {
        ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(path));
        return listening;
    }

    /** Waits for the program, and listens no more. */
    static LineSocket accept(ServerSocketChannel listening) throws IOException {
        try (listening) {
            return new LineSocket(listening.accept());
        }
    }

    /** Connects to a program that listens at a path. */
    public static LineSocket connect(Path path) throws IOException {
        return new LineSocket(SocketChannel.open(UnixDomainSocketAddress.of(path)));
    }

    /** Sends a text as it is. */
    public void send(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Waits for a line; without its end. */
    public String receive() throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new EOFException("the program has closed the connection");
        }
        return line;
    }

    /** Sends a line, and waits for one. */
    public String ask(String line) throws IOException {
        send(line + "\n");
        return receive();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
