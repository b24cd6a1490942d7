package dev.dreq.tools.bench.wire;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A connection on which lines are sent, and each is answered with one. */
final class LineClient implements AutoCloseable {

    private static final int BUFFER = 4 << 20;

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER).limit(0);

    LineClient(Path socket) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    }

    /** Lines that are ready to be sent as often as wanted. */
    static ByteBuffer lines(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    /** Sends lines and takes so many answers. */
    void send(ByteBuffer lines, int answers) throws IOException {
        lines.rewind();
        while (lines.hasRemaining()) {
            channel.write(lines);
        }
        for (int i = 1; i < answers; i++) {
            while (next() != '\n') {
                // what it says is not of interest
            }
        }
        skipRest();
    }

    /** Skips the last answer, behind which nothing comes: its end is where the bytes end. */
    private void skipRest() throws IOException {
        while (!in.hasRemaining() || in.get(in.limit() - 1) != '\n') {
            fill();
        }
        in.position(in.limit());
    }

    /** Sends a line; its answer. */
    String ask(String line) throws IOException {
        ByteBuffer sent = lines(line + "\n");
        while (sent.hasRemaining()) {
            channel.write(sent);
        }
        return receive();
    }

    /** The next line that the server sends. */
    String receive() throws IOException {
        StringBuilder answer = new StringBuilder();
        for (byte next = next(); next != '\n'; next = next()) {
            answer.append((char) next);
        }
        return answer.toString().strip();
    }

    private byte next() throws IOException {
        if (!in.hasRemaining()) {
            fill();
        }
        return in.get();
    }

    private void fill() throws IOException {
        in.clear();
        if (channel.read(in) < 0) {
            throw new EOFException("the server has closed the connection");
        }
        in.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
