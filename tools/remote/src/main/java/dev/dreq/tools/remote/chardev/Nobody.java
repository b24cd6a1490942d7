package dev.dreq.tools.remote.chardev;

import java.nio.channels.ByteChannel;
import java.util.Optional;

/** The null device: no client ever comes. */
final class Nobody implements Chardev {

    @Override
    public void open() {}

    @Override
    public boolean waits() {
        return false;
    }

    @Override
    public Optional<ByteChannel> next() {
        return Optional.empty();
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "null";
    }
}
