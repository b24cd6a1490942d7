package dev.dreq.machine.state;

import dev.dreq.plugin.state.StateException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Sections as bytes, big-endian: the version (4 bytes), then each value as its kind (1 byte), its
 * name (a text) and its content, then kind 0. A text is its length in bytes (4 bytes) and UTF-8.
 * Reading allocates no more than is really there, whatever lengths are claimed.
 */
public final class StateFormat {

    private static final int END = 0;
    private static final int LONG = 1;
    private static final int BOOLEAN = 2;
    private static final int TEXT = 3;
    private static final int BYTES = 4;
    private static final int INTS = 5;
    private static final int SECTION = 6;

    private static final int MAX_TEXT = 1 << 20;
    private static final int MAX_BYTES = 1 << 28;
    private static final int MAX_DEPTH = 32;

    private StateFormat() {}

    /** Writes a section. */
    public static void write(StateSection section, DataOutputStream out) throws IOException {
        out.writeInt(section.version());
        for (Map.Entry<String, Object> entry : section.values().entrySet()) {
            write(entry.getKey(), entry.getValue(), out);
        }
        out.writeByte(END);
    }

    private static void write(String name, Object value, DataOutputStream out) throws IOException {
        if (value instanceof Long number) {
            begin(LONG, name, out);
            out.writeLong(number);
        } else if (value instanceof Boolean truth) {
            begin(BOOLEAN, name, out);
            out.writeBoolean(truth);
        } else if (value instanceof String text) {
            begin(TEXT, name, out);
            writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
        } else if (value instanceof byte[] bytes) {
            begin(BYTES, name, out);
            writeBytes(bytes, out);
        } else if (value instanceof int[] numbers) {
            begin(INTS, name, out);
            ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length);
            bytes.asIntBuffer().put(numbers);
            writeBytes(bytes.array(), out);
        } else {
            begin(SECTION, name, out);
            write((StateSection) value, out);
        }
    }

    private static void begin(int kind, String name, DataOutputStream out) throws IOException {
        out.writeByte(kind);
        writeBytes(name.getBytes(StandardCharsets.UTF_8), out);
    }

    private static void writeBytes(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /**
     * Reads a section.
     *
     * @throws StateException if what is there is none
     * @throws IOException if the stream fails or ends
     */
    public static StateSection read(DataInputStream in) throws IOException {
        return read(in, 0);
    }

    private static StateSection read(DataInputStream in, int depth) throws IOException {
        if (depth == MAX_DEPTH) {
            throw new StateException("sections are nested deeper than " + MAX_DEPTH);
        }
        StateSection section = new StateSection();
        section.version(in.readInt());
        while (true) {
            int kind = in.readUnsignedByte();
            if (kind == END) {
                return section;
            }
            String name = readText(in);
            Object value =
                    switch (kind) {
                        case LONG -> in.readLong();
                        case BOOLEAN -> in.readBoolean();
                        case TEXT -> readText(in);
                        case BYTES -> readBytes(in, MAX_BYTES);
                        case INTS -> readInts(in);
                        case SECTION -> read(in, depth + 1);
                        default ->
                                throw new StateException(
                                        "'%s' is of kind %d; kinds are 1..6".formatted(name, kind));
                    };
            if (section.values().putIfAbsent(name, value) != null) {
                throw new StateException("'%s' is there twice".formatted(name));
            }
        }
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(readBytes(in, MAX_TEXT), StandardCharsets.UTF_8);
    }

    private static int[] readInts(DataInputStream in) throws IOException {
        byte[] bytes = readBytes(in, MAX_BYTES);
        if (bytes.length % 4 != 0) {
            throw new StateException("%d bytes are no whole numbers".formatted(bytes.length));
        }
        int[] numbers = new int[bytes.length / 4];
        ByteBuffer.wrap(bytes).asIntBuffer().get(numbers);
        return numbers;
    }

    private static byte[] readBytes(DataInputStream in, int max) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > max) {
            throw new StateException("a length of %d is above %d".formatted(length, max));
        }
        byte[] bytes = in.readNBytes(length); // in pieces, so that a false length costs nothing
        if (bytes.length < length) {
            throw new StateException("the state ends within a value");
        }
        return bytes;
    }
}
