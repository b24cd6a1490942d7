package dev.dreq.tools.testkit.bus;

import dev.dreq.plugin.io.AccessSizes;
import dev.dreq.plugin.io.IoHandler;
import dev.dreq.plugin.io.Register;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A window that a device decodes, as software reaches it: by offset and size, or by the names of
 * its registers. Accesses are taken apart as {@link AccessSizes} says, and what they set off has
 * run when they return. What the device throws comes out.
 */
public final class FakeWindow {

    private final String name;
    private final long length;
    private final IoHandler handler;
    private final AccessSizes sizes;
    private final Runnable afterAccess;
    private boolean inAccess;
    private boolean aborted;

    FakeWindow(String name, long length, IoHandler handler, Runnable afterAccess) {
        this.name = name;
        this.length = length;
        this.handler = handler;
        this.sizes = handler.accessSizes();
        this.afterAccess = afterAccess;
    }

    /** What the device calls it. */
    public String name() {
        return name;
    }

    /** In bytes or ports. */
    public long length() {
        return length;
    }

    /** What accesses it takes. */
    public AccessSizes accessSizes() {
        return sizes;
    }

    /** The declared registers. */
    public List<Register> registers() {
        return handler.registers();
    }

    /** The register of that name. */
    public Register register(String registerName) {
        return registers().stream()
                .filter(register -> register.name().equals(registerName))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "%s has no register %s; there are %s"
                                                .formatted(name, registerName, names())));
    }

    private String names() {
        return registers().stream().map(Register::name).collect(Collectors.joining(", "));
    }

    /** Reads a register by its name. */
    public long read(String registerName) {
        Register register = register(registerName);
        return read(register.offset(), register.width());
    }

    /** Writes a register by its name. */
    public void write(String registerName, long value) {
        Register register = register(registerName);
        write(register.offset(), register.width(), value);
    }

    /**
     * Reads; all ones where the window takes no such access.
     *
     * @param size in bytes: 1, 2, 4 or 8
     */
    public long read(long offset, int size) {
        check(offset, size);
        if (!sizes.takes(size)) {
            return ones(size);
        }
        long value = 0;
        for (int done = 0; done < size; ) {
            int piece = piece(size - done);
            value |= (readPiece(offset + done, piece) & ones(piece)) << (8 * done);
            done += piece;
        }
        afterAccess.run();
        return value;
    }

    /**
     * Writes; in vain where the window takes no such access.
     *
     * @param size in bytes: 1, 2, 4 or 8
     * @param value the bits above {@code size} do not count
     */
    public void write(long offset, int size, long value) {
        check(offset, size);
        if (!sizes.takes(size)) {
            return;
        }
        for (int done = 0; done < size; ) {
            int piece = piece(size - done);
            writePiece(offset + done, piece, (value >>> (8 * done)) & ones(piece));
            done += piece;
        }
        afterAccess.run();
    }

    private void check(long offset, int size) {
        boolean isSize = size == 1 || size == 2 || size == 4 || size == 8;
        if (!isSize || offset < 0 || offset >= length) {
            throw new IllegalArgumentException(
                    "%s has %x bytes; it has no %d at %x".formatted(name, length, size, offset));
        }
    }

    private int piece(int left) {
        return Math.min(sizes.unit(), Integer.highestOneBit(left));
    }

    /** Behind the window's end there is nobody. */
    private boolean isInside(long offset, int size) {
        return offset + size <= length && size >= sizes.min();
    }

    private long readPiece(long offset, int size) {
        if (!isInside(offset, size)) {
            return -1;
        }
        begin();
        try {
            long value = handler.read(offset, size);
            return aborted ? -1 : value;
        } finally {
            inAccess = false;
        }
    }

    private void writePiece(long offset, int size, long value) {
        if (!isInside(offset, size)) {
            return;
        }
        begin();
        try {
            handler.write(offset, size, value);
        } finally {
            inAccess = false;
        }
    }

    private void begin() {
        inAccess = true;
        aborted = false;
    }

    /** Ends the access in progress, if there is one; tells whether. */
    boolean abort() {
        aborted |= inAccess;
        return inAccess;
    }

    static long ones(int size) {
        return -1L >>> (Long.SIZE - 8 * size);
    }
}
