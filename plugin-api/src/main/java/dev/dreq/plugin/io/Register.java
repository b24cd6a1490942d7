package dev.dreq.plugin.io;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A declared register: name, place, fields, reset value, access rights and what happens at a read
 * and a write.
 *
 * <p>Without callbacks it is storage. With {@link #onRead} the callback's answer is read instead of
 * what is stored; with {@link #onWrite} the callback gets each value written, after it was stored.
 * Declare it in one chain:
 *
 * <pre>{@code
 * Register.named("DOR", 2, 1).reset(0x0c).field("MOTA", 4, 1).onWrite(this::writeDor)
 * }</pre>
 */
public final class Register {

    /** Who may do what. */
    public enum Access {
        /** Reads and writes. */
        READ_WRITE,
        /** Writes are ignored. */
        READ_ONLY,
        /** Reads give all ones. */
        WRITE_ONLY,
        /** A one written clears the stored bit. */
        WRITE_ONE_TO_CLEAR
    }

    private final String name;
    private final int offset;
    private final int width;
    private final List<Field> fields = new ArrayList<>();
    private Access access = Access.READ_WRITE;
    private long resetValue;
    private long writable;
    private long value;
    private @Nullable LongSupplier onRead;
    private @Nullable LongConsumer onWrite;

    private Register(String name, int offset, int width) {
        this.name = name;
        this.offset = offset;
        this.width = width;
        this.writable = ones();
    }

    /**
     * Begins a declaration: a register that stores what is written, zero after reset.
     *
     * @param name as the data sheet has it
     * @param offset of its first byte in the window, at least 0
     * @param width in bytes: 1, 2, 4 or 8
     */
    public static Register named(String name, int offset, int width) {
        if (offset < 0 || !(width == 1 || width == 2 || width == 4 || width == 8)) {
            throw new IllegalArgumentException(
                    "register %s cannot be at %x, %d bytes".formatted(name, offset, width));
        }
        return new Register(name, offset, width);
    }

    /** Names some bits. */
    public Register field(String fieldName, int low, int bits) {
        fields.add(new Field(fieldName, low, bits));
        return this;
    }

    /** Sets the power-on value. */
    public Register reset(long powerOn) {
        resetValue = powerOn & ones();
        value = resetValue;
        return this;
    }

    /** Sets the access rights. */
    public Register access(Access rights) {
        access = rights;
        return this;
    }

    /** Writes are ignored. */
    public Register readOnly() {
        return access(Access.READ_ONLY);
    }

    /** Reads give all ones. */
    public Register writeOnly() {
        return access(Access.WRITE_ONLY);
    }

    /** Names the bits that a write changes; the others keep what they have. */
    public Register writable(long mask) {
        writable = mask & ones();
        return this;
    }

    /** Sets where a read's answer comes from. */
    public Register onRead(LongSupplier source) {
        onRead = source;
        return this;
    }

    /** Sets what a write leads to. */
    public Register onWrite(LongConsumer action) {
        onWrite = action;
        return this;
    }

    /** The name. */
    public String name() {
        return name;
    }

    /** The offset of the first byte in the window. */
    public int offset() {
        return offset;
    }

    /** The width in bytes. */
    public int width() {
        return width;
    }

    /** The named bits, in the order of their declaration. */
    public List<Field> fields() {
        return List.copyOf(fields);
    }

    /** The access rights. */
    public Access access() {
        return access;
    }

    /** The power-on value. */
    public long resetValue() {
        return resetValue;
    }

    /**
     * Whether a read by the guest gives the stored value and runs none of the device's code, so
     * that it has no effect.
     */
    public boolean readsAreStored() {
        return access != Access.WRITE_ONLY && onRead == null;
    }

    /** The stored value. */
    public long get() {
        return value;
    }

    /** Stores a value, as the device itself does. */
    public void set(long newValue) {
        value = newValue & ones();
    }

    /** Stores the power-on value. */
    public void reset() {
        value = resetValue;
    }

    long ones() {
        return -1L >>> (Long.SIZE - 8 * width);
    }

    /** A read by the guest. */
    long read() {
        if (access == Access.WRITE_ONLY) {
            return ones();
        }
        return onRead == null ? value : onRead.getAsLong() & ones();
    }

    /** A write by the guest of the bits in {@code mask}. */
    void write(long written, long mask) {
        switch (access) {
            case READ_ONLY -> {
                return;
            }
            case WRITE_ONE_TO_CLEAR -> value &= ~(written & mask & writable);
            case READ_WRITE, WRITE_ONLY -> {
                long changed = mask & writable;
                value = (value & ~changed) | (written & changed);
            }
        }
        if (onWrite != null) {
            onWrite.accept(written & mask);
        }
    }
}
