package dev.dreq.hal.dma;

import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pulong;
import org.jspecify.annotations.Nullable;

/**
 * What differs between the kinds of adapters. Arguments are checked as far as the rules are the
 * same for all kinds.
 */
interface AdapterKind {

    /** What the device reaches. */
    AddressReach reach();

    /** A common buffer lies within one window of so many bytes. */
    long window();

    /** GetDmaAlignment. */
    int alignment();

    /** Whether AdapterControl may return this. */
    boolean permits(IoAllocationAction action);

    /** The channel of a slave; null for a bus master. */
    @Nullable SystemChannel systemChannel();

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

    /** Whether the channel stays with a scatter/gather list until the list is put. */
    boolean listKeepsChannel();

    /** How many elements a list of {@code pages} pages has at most. */
    int mostElements(int pages);

    /** How many elements a list of this buffer has. */
    int elements(MdlChain buffer);

    /**
     * Maps a buffer, and tells its ranges in order: as many of its first bytes as the registers and
     * whoever takes the ranges have room for, and how many that are.
     */
    long mapList(
            RegisterAllocation registers,
            MdlChain buffer,
            boolean writeToDevice,
            LogicalRanges ranges);

    /** Flushes all that {@link #mapList} mapped: whether everything moved has arrived. */
    boolean flushList(RegisterAllocation registers, MdlChain buffer, boolean writeToDevice);

    /** Stops the device's operation as far as it can be stopped; its bytes are lost. */
    void abandon(RegisterAllocation registers);

    /** PutDmaAdapter. */
    void close();
}
