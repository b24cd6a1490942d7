package dev.dreq.hal.dma;

import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverControl;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pulong;
import org.jspecify.annotations.Nullable;

/**
 * What version 3 adds to {@link DmaOperations}: its members 16 to 28. Buffers are chains of MDLs,
 * and offsets count from the start of the chain. None may be called through a shorter table.
 */
public interface DmaOperationsV3 {

    /** DMA_SYNCHRONOUS_CALLBACK: now, inside the call, or not at all. The only flag. */
    int DMA_SYNCHRONOUS_CALLBACK = 0x01;

    /**
     * GetDmaAdapterInfo. At most DISPATCH_LEVEL.
     *
     * @return STATUS_NOT_SUPPORTED for an unknown version
     */
    NtStatus getDmaAdapterInfo(DmaAdapter adapter, DmaAdapterInfo adapterInfo);

    /**
     * GetDmaTransferInfo: what a transfer needs. At most DISPATCH_LEVEL.
     *
     * @param writeOnly whether the device will only read the buffer
     * @return STATUS_NOT_SUPPORTED for an unknown version; STATUS_INVALID_PARAMETER if the bytes do
     *     not lie in the chain
     */
    NtStatus getDmaTransferInfo(
            DmaAdapter adapter,
            Mdl mdl,
            long offset,
            int length,
            boolean writeOnly,
            DmaTransferInfo transferInfo);

    /**
     * InitializeDmaTransferContext: readies a context for one request on this adapter. At most
     * DISPATCH_LEVEL.
     *
     * @return STATUS_INVALID_PARAMETER if it is no context, or that of a request under way
     */
    NtStatus initializeDmaTransferContext(
            DmaAdapter adapter, @Nullable DmaTransferContext dmaTransferContext);

    /**
     * AllocateCommonBufferEx: as AllocateCommonBuffer, and not above an address. PASSIVE_LEVEL.
     *
     * @param maximumAddress the last logical address that will do; null or all ones for any that
     *     the device reaches
     * @param length in bytes
     * @param cacheEnabled honoured
     * @param preferredNode there is only one
     * @return its system virtual address, 0 if there is none to be had
     */
    long allocateCommonBufferEx(
            DmaAdapter adapter,
            @Nullable PphysicalAddress maximumAddress,
            int length,
            PphysicalAddress logicalAddress,
            boolean cacheEnabled,
            int preferredNode);

    /**
     * AllocateAdapterChannelEx: as AllocateAdapterChannel, by a context of the request's own, and
     * if asked for synchronously. Without a routine the channel is kept until FreeAdapterObject or
     * FreeAdapterChannel. DISPATCH_LEVEL.
     *
     * @param flags 0 or {@link #DMA_SYNCHRONOUS_CALLBACK}
     * @param executionRoutine required unless synchronous
     * @param mapRegisterBase OUT, synchronous only: the base; required without a routine
     * @return STATUS_INVALID_PARAMETER for any other combination, or a context that is not ready;
     *     STATUS_CANCELLED if the context was cancelled before; STATUS_INSUFFICIENT_RESOURCES for
     *     more registers than the adapter may have, or if it cannot be granted synchronously
     */
    NtStatus allocateAdapterChannelEx(
            DmaAdapter adapter,
            DeviceObject deviceObject,
            @Nullable DmaTransferContext dmaTransferContext,
            int numberOfMapRegisters,
            int flags,
            @Nullable DriverControl executionRoutine,
            @Nullable Object executionContext,
            @Nullable PmapRegisterBase mapRegisterBase);

    /**
     * ConfigureAdapterChannel: functions of a particular system DMA controller; an 8237 has none.
     * At most DISPATCH_LEVEL.
     *
     * @return STATUS_NOT_IMPLEMENTED
     */
    NtStatus configureAdapterChannel(
            DmaAdapter adapter, int functionNumber, @Nullable Object context);

    /**
     * CancelAdapterChannel: takes a waiting request out of its line. Before the request was made,
     * the context will have it fail. At most DISPATCH_LEVEL.
     *
     * @return whether the request's routine will not be called
     */
    boolean cancelAdapterChannel(
            DmaAdapter adapter,
            DeviceObject deviceObject,
            @Nullable DmaTransferContext dmaTransferContext);

    /**
     * MapTransferEx: maps as much as possible in one go, and programs and starts a slave's channel.
     * Between two calls there is one {@link #flushAdapterBuffersEx}. At most DISPATCH_LEVEL.
     *
     * @param deviceOffset slave only: of the device's data register; the 8237 knows none
     * @param length IN OUT: bytes to map, bytes mapped
     * @param scatterGatherBuffer where the list goes; a slave's driver may do without
     * @param scatterGatherBufferLength its bytes
     * @param dmaCompletionRoutine slave only, and only if the controller interrupts at terminal
     *     count
     * @return STATUS_INVALID_PARAMETER for bytes that do not lie in the chain, a base that is not
     *     held, no room for an element, or what the kind of adapter does not have;
     *     STATUS_INSUFFICIENT_RESOURCES if the registers do not suffice for a byte;
     *     STATUS_CANCELLED behind CancelMappedTransfer
     */
    NtStatus mapTransferEx(
            DmaAdapter adapter,
            Mdl mdl,
            long mapRegisterBase,
            long offset,
            int deviceOffset,
            Pulong length,
            boolean writeToDevice,
            @Nullable ScatterGatherBuffer scatterGatherBuffer,
            int scatterGatherBufferLength,
            @Nullable DmaCompletionRoutine dmaCompletionRoutine,
            @Nullable Object completionContext);

    /**
     * GetScatterGatherListEx, for bus masters: as GetScatterGatherList, by a context, and if asked
     * for synchronously. Without a routine the channel is kept until FreeAdapterObject. At most
     * DISPATCH_LEVEL.
     *
     * @param executionRoutine required unless synchronous
     * @param dmaCompletionRoutine null
     * @param completionContext null
     * @param scatterGatherList OUT, synchronous only: the list; required without a routine
     * @return as {@link #allocateAdapterChannelEx}; STATUS_INVALID_PARAMETER also for bytes that do
     *     not lie in the chain, and for a slave
     */
    NtStatus getScatterGatherListEx(
            DmaAdapter adapter,
            DeviceObject deviceObject,
            @Nullable DmaTransferContext dmaTransferContext,
            Mdl mdl,
            long offset,
            int length,
            int flags,
            @Nullable DriverListControl executionRoutine,
            @Nullable Object context,
            boolean writeToDevice,
            @Nullable DmaCompletionRoutine dmaCompletionRoutine,
            @Nullable Object completionContext,
            @Nullable PscatterGatherList scatterGatherList);

    /**
     * BuildScatterGatherListEx: as {@link #getScatterGatherListEx}, in memory of the caller.
     * DISPATCH_LEVEL.
     *
     * @param scatterGatherBuffer which becomes the list
     * @param scatterGatherLength its bytes; STATUS_BUFFER_TOO_SMALL if the list has more
     */
    NtStatus buildScatterGatherListEx(
            DmaAdapter adapter,
            DeviceObject deviceObject,
            @Nullable DmaTransferContext dmaTransferContext,
            Mdl mdl,
            long offset,
            int length,
            int flags,
            @Nullable DriverListControl executionRoutine,
            @Nullable Object context,
            boolean writeToDevice,
            ScatterGatherBuffer scatterGatherBuffer,
            int scatterGatherLength,
            @Nullable DmaCompletionRoutine dmaCompletionRoutine,
            @Nullable Object completionContext,
            @Nullable PscatterGatherList scatterGatherList);

    /**
     * FlushAdapterBuffersEx: ends what {@link #mapTransferEx} began; a slave's channel is masked,
     * which cancels a transfer that goes on. At most DISPATCH_LEVEL.
     *
     * @param offset as given to MapTransferEx
     * @param length as MapTransferEx returned it
     * @return STATUS_INVALID_PARAMETER if nothing like this is mapped; STATUS_IO_DEVICE_ERROR if
     *     the controller does not tell how much has moved
     */
    NtStatus flushAdapterBuffersEx(
            DmaAdapter adapter,
            Mdl mdl,
            long mapRegisterBase,
            long offset,
            int length,
            boolean writeToDevice);

    /**
     * FreeAdapterObject: does with a kept channel what AdapterControl could have returned. At most
     * DISPATCH_LEVEL.
     */
    void freeAdapterObject(DmaAdapter adapter, IoAllocationAction allocationAction);

    /**
     * CancelMappedTransfer: stops a slave's transfer; its request maps no more. The completion
     * routine still runs, and the flush is still due. At most DISPATCH_LEVEL.
     *
     * @return STATUS_INVALID_PARAMETER if the context's request does not hold a slave's channel
     */
    NtStatus cancelMappedTransfer(
            DmaAdapter adapter, @Nullable DmaTransferContext dmaTransferContext);
}
