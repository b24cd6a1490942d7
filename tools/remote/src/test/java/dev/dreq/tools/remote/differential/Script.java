package dev.dreq.tools.remote.differential;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Operations in the making. */
final class Script {
    private static final String[] SUFFIX = {"", "b", "w", "", "l", "", "", "", "q"};

    private final List<Operation> operations = new ArrayList<>();

    /** What there is until now, in order. */
    List<Operation> operations() {
        return operations;
    }

    int size() {
        return operations.size();
    }

    void out(int port, int value, String place) {
        out(port, 1, value, place);
    }

    /** Writes 1, 2 or 4 bytes to ports. */
    void out(int port, int size, int value, String place) {
        add("out%s 0x%x 0x%x".formatted(SUFFIX[size], port, value), place);
    }

    void in(int port, String place) {
        in(port, 1, place);
    }

    /** Reads 1, 2 or 4 bytes from ports. */
    void in(int port, int size, String place) {
        add("in%s 0x%x".formatted(SUFFIX[size], port), place);
    }

    /** Loads 1, 2, 4 or 8 bytes. */
    void load(long address, int size, String place) {
        add("read%s 0x%x".formatted(SUFFIX[size], address), place);
    }

    /** Stores 1, 2, 4 or 8 bytes. */
    void store(long address, int size, long value, String place) {
        add("write%s 0x%x 0x%x".formatted(SUFFIX[size], address, value), place);
    }

    void read(long address, int length, String place) {
        add("read 0x%x 0x%x".formatted(address, length), place);
    }

    void write(long address, byte[] bytes, String place) {
        add(
                "write 0x%x 0x%x 0x%s"
                        .formatted(address, bytes.length, HexFormat.of().formatHex(bytes)),
                place);
    }

    void fill(long address, long length, int value, String place) {
        add("memset 0x%x 0x%x 0x%x".formatted(address, length, value & 0xFF), place);
    }

    /** An operation of a machine's monitor. */
    void monitor(String line, String place) {
        add(line, place);
    }

    private void add(String line, String place) {
        operations.add(new Operation(line, place));
    }
}
