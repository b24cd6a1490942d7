package dev.dreq.hal.io;

/**
 * IO_ALLOCATION_ACTION: what becomes of a channel and its map registers when AdapterControl
 * returns.
 */
public enum IoAllocationAction {
    /** Both stay owned. Slaves. */
    KeepObject(1),
    /** Both are released. */
    DeallocateObject(2),
    /** The channel is released, the registers stay owned. Bus masters. */
    DeallocateObjectKeepRegisters(3);

    private final int value;

    IoAllocationAction(int value) {
        this.value = value;
    }

    /** The number in wdm.h. */
    public int value() {
        return value;
    }
}
