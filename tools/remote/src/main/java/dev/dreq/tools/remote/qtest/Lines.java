package dev.dreq.tools.remote.qtest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Lines as they are made, one behind the other in an array that grows. */
final class Lines {

    private static final int SMALL = 1 << 16;
    private static final int KEPT = 4 << 20;
    private static final int SLICE = 1 << 17;

    private final QtestLog log;
    private byte[] bytes = new byte[SMALL];
    private ByteBuffer buffer = ByteBuffer.wrap(bytes);
    private int size;
    private int lineStart;

    Lines(QtestLog log) {
        this.log = log;
    }

    /** How many bytes there are. */
    int size() {
        return size;
    }

    /** Adds {@code OK}. */
    void ok() {
        begin(3);
        bytes[size] = 'O';
        bytes[size + 1] = 'K';
        size += 2;
        end();
    }

    /** Adds {@code OK} with what a port read: at least four digits. */
    void okPort(int value) {
        begin(16);
        okNumber();
        int digits = Math.max(4, (35 - Integer.numberOfLeadingZeros(value)) / 4);
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            bytes[size++] = (byte) Character.forDigit(value >>> shift & 0xf, 16);
        }
        end();
    }

    /** Adds {@code OK} with what memory holds: sixteen digits. */
    void okMemory(long value) {
        begin(24);
        okNumber();
        for (int shift = 56; shift >= 0; shift -= 8) {
            Hex.put(bytes, size, (int) (value >>> shift));
            size += 2;
        }
        end();
    }

    /** Adds {@code OK} with bytes in hexadecimal digits. */
    void okHex(byte[] data, int length) {
        begin(2 * length + 8);
        okNumber();
        Hex.encode(data, length, bytes, size);
        size += 2 * length;
        end();
    }

    private void okNumber() {
        bytes[size] = 'O';
        bytes[size + 1] = 'K';
        bytes[size + 2] = ' ';
        bytes[size + 3] = '0';
        bytes[size + 4] = 'x';
        size += 5;
    }

    /** Adds {@code OK} with bytes in base 64. */
    void okBase64(byte[] data, int length) {
        begin(Base64.encodedLength(length) + 8);
        bytes[size] = 'O';
        bytes[size + 1] = 'K';
        bytes[size + 2] = ' ';
        size += 3;
        Base64.encode(data, length, bytes, size);
        size += Base64.encodedLength(length);
        end();
    }

    /** Adds a line of ASCII characters. */
    void line(String text) {
        line(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Adds a line of ASCII characters. */
    void line(byte[] ascii) {
        begin(ascii.length + 1);
        ascii(ascii);
        end();
    }

    private void ascii(byte[] ascii) {
        System.arraycopy(ascii, 0, bytes, size, ascii.length);
        size += ascii.length;
    }

    private void begin(int length) {
        lineStart = size;
        if (length > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(size + length, 2 * bytes.length));
            buffer = ByteBuffer.wrap(bytes);
        }
    }

    private void end() {
        log.sent(bytes, lineStart, size);
        bytes[size++] = '\n';
    }

    /**
     * Writes all lines, in pieces that stay in the processor's cache, and forgets them.
     *
     * @throws IOException if the stream fails
     */
    void writeTo(WritableByteChannel stream) throws IOException {
        buffer.position(0);
        while (buffer.position() < size) {
            buffer.limit(Math.min(size, buffer.position() + SLICE));
            stream.write(buffer);
        }
        clear();
    }

    /** Forgets all lines; an array that has grown very large is not kept. */
    void clear() {
        size = 0;
        if (bytes.length > KEPT) {
            bytes = new byte[SMALL];
            buffer = ByteBuffer.wrap(bytes);
        }
    }
}
