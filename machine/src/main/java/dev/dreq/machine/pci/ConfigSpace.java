package dev.dreq.machine.pci;

/**
 * The 256 bytes of a function's configuration space: what is stored, which bits a write changes and
 * which bits a written one clears. Everything else keeps its power-on value.
 */
final class ConfigSpace {

    static final int SIZE = 256;

    private final byte[] values = new byte[SIZE];
    private final byte[] powerOn = new byte[SIZE];
    private final byte[] writable = new byte[SIZE];
    private final byte[] clearable = new byte[SIZE];

    /** Declares the power-on value of {@code size} bytes, 1..4. */
    ConfigSpace set(int offset, int size, int value) {
        for (int i = 0; i < size; i++) {
            powerOn[offset + i] = (byte) (value >>> (8 * i));
            values[offset + i] = powerOn[offset + i];
        }
        return this;
    }

    /** Declares the bits of {@code size} bytes, 1..4, that a write changes. */
    ConfigSpace writable(int offset, int size, int mask) {
        for (int i = 0; i < size; i++) {
            writable[offset + i] = (byte) (mask >>> (8 * i));
        }
        return this;
    }

    /** Declares the bits of {@code size} bytes, 1..4, that a written one clears. */
    ConfigSpace clearable(int offset, int size, int mask) {
        for (int i = 0; i < size; i++) {
            clearable[offset + i] = (byte) (mask >>> (8 * i));
        }
        return this;
    }

    /** What 1, 2 or 4 bytes hold, little-endian; behind the last byte are zeros. */
    int get(int offset, int size) {
        int value = 0;
        for (int i = 0; i < size && offset + i < SIZE; i++) {
            value |= (values[offset + i] & 0xff) << (8 * i);
        }
        return value;
    }

    /** A write by software; what goes behind the last byte is lost. */
    void write(int offset, int size, int value) {
        for (int i = 0; i < size && offset + i < SIZE; i++) {
            int at = offset + i;
            int written = value >>> (8 * i);
            int changed = (values[at] & ~writable[at]) | (written & writable[at]);
            values[at] = (byte) (changed & ~(written & clearable[at]));
        }
    }

    /** Sets a bit of a byte or clears it, as the hardware itself does. */
    void put(int offset, int bit, boolean on) {
        int mask = 1 << bit;
        values[offset] = (byte) (on ? values[offset] | mask : values[offset] & ~mask);
    }

    /** Everything as after power-on. */
    void reset() {
        System.arraycopy(powerOn, 0, values, 0, SIZE);
    }

    /** A copy of what is stored. */
    byte[] save() {
        return values.clone();
    }

    /** Stores what {@link #save} gave, as far as it can ever have changed. */
    void restore(byte[] saved) {
        for (int i = 0; i < SIZE; i++) {
            int variable = writable[i] | clearable[i];
            values[i] = (byte) ((powerOn[i] & ~variable) | (saved[i] & variable));
        }
    }
}
