package dev.dreq.machine.pci;

import dev.dreq.plugin.io.AccessSizes;
import dev.dreq.plugin.io.IoHandler;

/** A window behind which nobody answers: reads give one and the same, writes vanish. */
enum Unanswered implements IoHandler {
    /** Wires that float. */
    ONES(-1),
    /** As unassigned memory. */
    ZEROS(0);

    private final long value;

    Unanswered(long value) {
        this.value = value;
    }

    @Override
    public long read(long offset, int size) {
        return value;
    }

    @Override
    public void write(long offset, int size, long written) {}

    @Override
    public AccessSizes accessSizes() {
        return AccessSizes.ANY;
    }
}
