package dev.dreq.tools.remote.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The bytes of a line as they come in. */
final class ByteAccumulator {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    void add(byte[] source, int offset, int length) {
        bytes.write(source, offset, length);
    }

    /** The line, without a carriage return at its end; the next one begins. */
    String takeLine() {
        String line = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }
}
