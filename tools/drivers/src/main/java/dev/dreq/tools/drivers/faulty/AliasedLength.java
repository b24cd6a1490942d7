package dev.dreq.tools.drivers.faulty;

import dev.dreq.hal.mm.Pulong;

/** A pointer to the length in a stack location, where a private copy should be. */
record AliasedLength(long address, Pulong length) implements Pulong {
    /** Parameters.Read.Length in an IO_STACK_LOCATION on x64. */
    static final int PARAMETERS = 8;

    @Override
    public int get() {
        return length.get();
    }

    @Override
    public void set(int value) {
        length.set(value);
    }
}
