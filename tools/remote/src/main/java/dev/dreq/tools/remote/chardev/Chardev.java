package dev.dreq.tools.remote.chardev;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.util.Optional;

/**
 * The host's end of a character device: where clients are met, one at a time. A stream that a
 * client has opened is a {@link ByteChannel} that blocks.
 */
public interface Chardev extends Closeable {

    /**
     * Listens, or connects.
     *
     * @throws IOException if that is not possible; the message says where and why
     */
    void open() throws IOException;

    /** Whether the program is to wait for the first client before it goes on. */
    boolean waits();

    /**
     * Waits for the next client.
     *
     * @return its stream; empty if there will be none any more
     * @throws IOException if the device fails or was closed
     */
    Optional<ByteChannel> next() throws IOException;

    /** Meets nobody any more; who waits for a client stops waiting. */
    @Override
    void close() throws IOException;
}
