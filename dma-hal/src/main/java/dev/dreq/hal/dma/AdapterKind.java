package dev.dreq.hal.dma;

import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pulong;

/**
 * What differs between the kinds of adapters. Arguments are checked as far as the rules are the
 * same for all kinds.
 */
interface AdapterKind {

    /** The last byte that the device reaches. */
    long reach();

    /** A common buffer lies within one window of so many bytes. */
    long window();

    /** GetDmaAlignment. */
    int alignment();

    /** Whether AdapterControl may return this. */
    boolean permits(IoAllocationAction action);

    /** Whether an operation uses the map registers. */
    boolean isMapped(RegisterAllocation registers);

    /** MapTransfer. */
    long map(
            RegisterAllocation registers,
            Mdl mdl,
            long currentVa,
            Pulong length,
            boolean writeToDevice);

    /** FlushAdapterBuffers. */
    boolean flush(
            RegisterAllocation registers,
            Mdl mdl,
            long currentVa,
            long length,
            boolean writeToDevice);

    /** ReadDmaCounter. */
    int remaining();

    /** Stops the device's operation, whose bytes are lost. */
    void abandon();

    /** PutDmaAdapter. */
    void close();
}
