package dev.dreq.hal.dma;

import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverControl;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pulong;
import org.jspecify.annotations.Nullable;

/**
 * DMA_OPERATIONS: the routines behind an adapter, as {@code
 * adapter.dmaOperations().mapTransfer(adapter, ...)}.
 *
 * <p>None may be called from an ISR. A broken rule (IRQL, an adapter that was put, arguments that
 * do not match what is held) is a {@link dev.dreq.hal.ke.BugCheck} 0xE6 whose first parameter is a
 * {@link DmaViolation}.
 */
public interface DmaOperations {

    /**
     * Bytes of the table; a routine whose entry lies behind them does not exist. Entries are 8
     * bytes.
     */
    int size();

    /**
     * PutDmaAdapter: the driver is done with the adapter, which must hold nothing any more. IRQL at
     * most DISPATCH_LEVEL.
     */
    void putDmaAdapter(DmaAdapter adapter);

    /**
     * AllocateCommonBuffer: memory that the processor and the device both see, contiguous for the
     * device. PASSIVE_LEVEL.
     *
     * @param length in bytes, more than 0; the rest of its last page is not the driver's
     * @param logicalAddress OUT: where the device sees it
     * @param cacheEnabled ignored, but to be repeated when it is freed
     * @return its system virtual address, 0 if there is none to be had
     */
    long allocateCommonBuffer(
            DmaAdapter adapter, int length, PphysicalAddress logicalAddress, boolean cacheEnabled);

    /** FreeCommonBuffer: all arguments as they were when it was allocated. PASSIVE_LEVEL. */
    void freeCommonBuffer(
            DmaAdapter adapter,
            int length,
            long logicalAddress,
            long virtualAddress,
            boolean cacheEnabled);

    /**
     * AllocateAdapterChannel: waits in line for the channel and for map registers, then calls
     * {@code executionRoutine}, perhaps before this call returns, perhaps inside somebody else's
     * call that frees. DISPATCH_LEVEL; never from an AdapterControl routine.
     *
     * @param numberOfMapRegisters how many pages the operation touches, at most what
     *     IoGetDmaAdapter granted
     * @return STATUS_SUCCESS if the routine has run or will run; STATUS_INSUFFICIENT_RESOURCES if
     *     it never will, because more registers were asked for than the adapter may have
     */
    NtStatus allocateAdapterChannel(
            DmaAdapter adapter,
            DeviceObject deviceObject,
            int numberOfMapRegisters,
            DriverControl executionRoutine,
            @Nullable Object context);

    /**
     * FlushAdapterBuffers: ends an operation. A slave's channel is masked; bounced bytes that the
     * device wrote reach the buffer here and only here. At most DISPATCH_LEVEL.
     *
     * @param currentVa, length, writeToDevice as given to {@link #mapTransfer}
     * @return whether everything that the device moved has arrived
     */
    boolean flushAdapterBuffers(
            DmaAdapter adapter,
            Mdl mdl,
            long mapRegisterBase,
            long currentVa,
            int length,
            boolean writeToDevice);

    /**
     * FreeAdapterChannel: gives back the channel and its map registers, and serves who waits.
     * DISPATCH_LEVEL.
     */
    void freeAdapterChannel(DmaAdapter adapter);

    /**
     * FreeMapRegisters: gives back registers kept by DeallocateObjectKeepRegisters, and serves who
     * waits. DISPATCH_LEVEL.
     */
    void freeMapRegisters(DmaAdapter adapter, long mapRegisterBase, int numberOfMapRegisters);

    /**
     * MapTransfer: makes part of a buffer reachable for the device; for a slave, also programs and
     * starts the channel. At most DISPATCH_LEVEL.
     *
     * @param mdl describes locked or nonpaged memory
     * @param currentVa index into the MDL: MmGetMdlVirtualAddress plus the bytes already done
     * @param length IN OUT: bytes to map, bytes mapped; a slave's operation is never shortened
     * @param writeToDevice true from memory to the device
     * @return where the device finds the bytes; without meaning to a slave's driver
     */
    long mapTransfer(
            DmaAdapter adapter,
            Mdl mdl,
            long mapRegisterBase,
            long currentVa,
            Pulong length,
            boolean writeToDevice);

    /**
     * GetDmaAlignment: what a buffer's start and length must be multiples of, at least 1.
     * PASSIVE_LEVEL.
     */
    int getDmaAlignment(DmaAdapter adapter);

    /** ReadDmaCounter: bytes that a slave's operation has yet to move. At most DISPATCH_LEVEL. */
    int readDmaCounter(DmaAdapter adapter);
}
