package dev.dreq.tools.remote.chardev;

import java.io.IOException;

/** Serves the clients of a character device on a thread of its own. */
public interface Server extends AutoCloseable {

    /**
     * Begins to serve. If the character device is to wait for its first client, returns when that
     * is there.
     *
     * @throws IOException if the character device cannot be opened
     */
    void start() throws IOException;

    /** Cuts the client off and meets no other. */
    @Override
    void close() throws IOException;
}
