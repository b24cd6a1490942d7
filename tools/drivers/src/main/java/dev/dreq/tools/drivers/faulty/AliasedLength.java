package dev.dreq.tools.drivers.faulty;

import dev.dreq.hal.mm.Pulong;

/** A pointer to the length in a stack location, where a private copy should be. */
record AliasedLength(long address, Pulong length) implements Pulong {
    /** Parameters.Read.Length in an IO_STACK_LOCATION on x64. */
    private static final int PARAMETERS = 8;

    /** One that lies in the stack location of a request. */
    static AliasedLength of(Request request, Pulong length) {
        return new AliasedLength(
                request.kernel.io().getCurrentIrpStackLocation(request.irp).address() + PARAMETERS,
                length);
    }

    @Override
    public int get() {
        return length.get();
    }

    @Override
    public void set(int value) {
        length.set(value);
    }
}
