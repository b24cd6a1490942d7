package dev.dreq.tools.remote.chardev;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;

/** Standard input and output: one client, there from the start. */
final class Stdio implements Chardev, ByteChannel {

    private final ReadableByteChannel in;
    private final WritableByteChannel out;
    private boolean given;

    Stdio(ReadableByteChannel in, WritableByteChannel out) {
        this.in = in;
        this.out = out;
    }

    /** Those of this program. */
    @SuppressWarnings("resource") // the descriptors are the process's, not ours to close
    static Stdio ofProcess() {
        return new Stdio(
                new FileInputStream(FileDescriptor.in).getChannel(),
                new FileOutputStream(FileDescriptor.out).getChannel());
    }

    @Override
    public void open() {}

    @Override
    public boolean waits() {
        return false;
    }

    @Override
    public synchronized Optional<ByteChannel> next() {
        boolean first = !given;
        given = true;
        return first ? Optional.of(this) : Optional.empty();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return in.read(target);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return out.write(source);
    }

    @Override
    public boolean isOpen() {
        return in.isOpen();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    @Override
    public String toString() {
        return "stdio";
    }
}
