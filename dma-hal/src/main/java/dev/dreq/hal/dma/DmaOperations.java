package dev.dreq.hal.dma;

import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverControl;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pulong;
import dev.dreq.hal.verifier.Rule;
import org.jspecify.annotations.Nullable;

/**
 * DMA_OPERATIONS: the routines behind an adapter, as {@code
 * adapter.dmaOperations().mapTransfer(adapter, ...)}.
 *
 * <p>None may be called from an ISR. A broken rule (IRQL, an adapter that was put, arguments that
 * do not match what is held) is a {@link dev.dreq.hal.ke.BugCheck} 0xE6 whose first parameter is a
 * {@link Rule}.
 */
public interface DmaOperations extends DmaOperationsV3 {

    /**
     * Bytes of the table: 0x68, through PutScatterGatherList; 0x80 with the three routines that
     * version 2 adds; 0xE8 with {@link DmaOperationsV3}. None must be called through a shorter
     * table. Entries are 8 bytes.
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
     * @param currentVa as given to the operation's first {@link #mapTransfer}
     * @param length of the operation; a bus master may also flush run by run
     * @param writeToDevice as given to MapTransfer
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
     * starts the channel; for a bus master, the range lies on one side of the 4 GiB edge. At most
     * DISPATCH_LEVEL.
     *
     * @param mdl describes locked or nonpaged memory
     * @param currentVa index into the MDL: MmGetMdlVirtualAddress plus the bytes already done
     * @param length IN OUT: bytes to map, bytes mapped; only a bus master with scatter/gather may
     *     find fewer, and maps the rest by further calls
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

    /**
     * ReadDmaCounter: bytes that a slave's operation has yet to move; 0 for a bus master. At most
     * DISPATCH_LEVEL.
     */
    int readDmaCounter(DmaAdapter adapter);

    /**
     * GetScatterGatherList: allocates the channel and map registers for all of the buffer, maps it
     * and calls {@code executionRoutine} with the list, perhaps before this call returns. A slave's
     * list has one element, and keeps the channel until it is put. DISPATCH_LEVEL.
     *
     * @param mdl a chain of locked MDLs; the buffer begins in the first
     * @param currentVa index into the first MDL
     * @param length in bytes, along the chain
     * @return STATUS_SUCCESS if the routine has run or will run; STATUS_INSUFFICIENT_RESOURCES if
     *     the buffer touches more pages than the adapter may have map registers;
     *     STATUS_BUFFER_TOO_SMALL if it goes on behind the chain
     */
    NtStatus getScatterGatherList(
            DmaAdapter adapter,
            DeviceObject deviceObject,
            Mdl mdl,
            long currentVa,
            int length,
            DriverListControl executionRoutine,
            @Nullable Object context,
            boolean writeToDevice);

    /**
     * PutScatterGatherList: flushes the buffer, and gives back its map registers and the list.
     * Before it, nobody looks at the data. DISPATCH_LEVEL.
     *
     * @param scatterGather as it was delivered
     * @param writeToDevice as when it was got
     */
    void putScatterGatherList(
            DmaAdapter adapter, ScatterGatherList scatterGather, boolean writeToDevice);

    /**
     * CalculateScatterGatherList: how large a list is. Any IRQL.
     *
     * @param mdl locked, or null for the most that any buffer at {@code currentVa} needs
     * @param scatterGatherListSize OUT: bytes that BuildScatterGatherList needs
     * @param numberOfMapRegisters OUT: pages that the buffer touches; may be null
     * @return as {@link #getScatterGatherList}
     */
    NtStatus calculateScatterGatherList(
            DmaAdapter adapter,
            @Nullable Mdl mdl,
            long currentVa,
            int length,
            Pulong scatterGatherListSize,
            @Nullable Pulong numberOfMapRegisters);

    /**
     * BuildScatterGatherList: as {@link #getScatterGatherList}, with the list in memory of the
     * caller. DISPATCH_LEVEL.
     *
     * @param scatterGatherBuffer the memory's address, which the list will have
     * @param scatterGatherBufferLength its bytes; STATUS_BUFFER_TOO_SMALL if the list has more
     */
    NtStatus buildScatterGatherList(
            DmaAdapter adapter,
            DeviceObject deviceObject,
            Mdl mdl,
            long currentVa,
            int length,
            DriverListControl executionRoutine,
            @Nullable Object context,
            boolean writeToDevice,
            long scatterGatherBuffer,
            int scatterGatherBufferLength);

    /**
     * BuildMdlFromScatterGatherList, for the system: MDLs whose page frames are where the device
     * finds the buffer. At most DISPATCH_LEVEL.
     *
     * @param targetMdl OUT: the first of them
     * @return STATUS_INVALID_PARAMETER without an {@code originalMdl}; STATUS_NONE_MAPPED if the
     *     list has such an MDL already
     */
    NtStatus buildMdlFromScatterGatherList(
            DmaAdapter adapter,
            ScatterGatherList scatterGather,
            @Nullable Mdl originalMdl,
            Pmdl targetMdl);
}
