package dev.dreq.hal.dma;

import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverControl;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.MdlCache;
import dev.dreq.hal.mm.Pulong;
import org.jspecify.annotations.Nullable;

/** Members 16 to 28: checks entry, IRQL and adapter, then leaves the work to others. */
abstract class HalDmaOperationsV3 extends HalTable implements DmaOperationsV3 {
    private final ContextRequests requests;
    private final ChainTransfers transfers;

    HalDmaOperationsV3(Ke ke, MdlCache cache, int version) {
        super(ke, version);
        this.requests = new ContextRequests(ke, cache);
        this.transfers = new ChainTransfers(ke, cache);
    }

    private AdapterObject enter(@Nullable DmaAdapter adapter, String routine) {
        requireEntry(3, routine);
        atMostDispatch(routine);
        return live(adapter, routine);
    }

    private AdapterObject enterAt(int irql, @Nullable DmaAdapter adapter, String routine) {
        requireEntry(3, routine);
        exactly(irql, routine);
        return live(adapter, routine);
    }

    @Override
    public NtStatus getDmaAdapterInfo(DmaAdapter adapter, DmaAdapterInfo adapterInfo) {
        AdapterObject object = enter(adapter, "GetDmaAdapterInfo");
        if (adapterInfo.version() != DmaAdapterInfo.VERSION1) {
            return NtStatus.STATUS_NOT_SUPPORTED;
        }
        AdapterKind kind = object.kind();
        adapterInfo.setV1(
                new DmaAdapterInfo.V1(
                        kind.systemChannel() != null,
                        kind.mostElements(object.mapRegisters()),
                        kind.reach().bits(),
                        0,
                        kind.alignment()));
        return NtStatus.STATUS_SUCCESS;
    }

    @Override
    public NtStatus getDmaTransferInfo(
            DmaAdapter adapter,
            Mdl mdl,
            long offset,
            int length,
            boolean writeOnly,
            DmaTransferInfo transferInfo) {
        AdapterObject object = enter(adapter, "GetDmaTransferInfo");
        int version = transferInfo.version();
        if (version != DmaTransferInfo.VERSION1 && version != DmaTransferInfo.VERSION2) {
            return NtStatus.STATUS_NOT_SUPPORTED;
        }
        MdlChain buffer = MdlChain.at(mdl, offset, Integer.toUnsignedLong(length));
        if (buffer == null || length == 0) {
            return NtStatus.STATUS_INVALID_PARAMETER;
        }
        BufferRules.requireLocked(buffer, "GetDmaTransferInfo");
        int pages = (int) buffer.pages();
        int elements = object.kind().elements(buffer);
        transferInfo.setV2(
                new DmaTransferInfo.V2(
                        pages,
                        elements,
                        (int) ScatterGatherFields.size(elements),
                        version == DmaTransferInfo.VERSION2 ? pages : 0));
        return NtStatus.STATUS_SUCCESS;
    }

    @Override
    public NtStatus initializeDmaTransferContext(
            DmaAdapter adapter, @Nullable DmaTransferContext dmaTransferContext) {
        AdapterObject object = enter(adapter, "InitializeDmaTransferContext");
        return dmaTransferContext instanceof TransferContext ours && ours.initialize(object)
                ? NtStatus.STATUS_SUCCESS
                : NtStatus.STATUS_INVALID_PARAMETER;
    }

    @Override
    public long allocateCommonBufferEx(
            DmaAdapter adapter,
            @Nullable PphysicalAddress maximumAddress,
            int length,
            PphysicalAddress logicalAddress,
            boolean cacheEnabled,
            int preferredNode) {
        return enterAt(Irql.PASSIVE_LEVEL, adapter, "AllocateCommonBufferEx")
                .commonBuffers()
                .allocateEx(
                        maximumAddress == null ? -1 : maximumAddress.get(),
                        length,
                        logicalAddress,
                        cacheEnabled);
    }

    @Override
    public NtStatus allocateAdapterChannelEx(
            DmaAdapter adapter,
            DeviceObject deviceObject,
            @Nullable DmaTransferContext dmaTransferContext,
            int numberOfMapRegisters,
            int flags,
            @Nullable DriverControl executionRoutine,
            @Nullable Object executionContext,
            @Nullable PmapRegisterBase mapRegisterBase) {
        return requests.allocate(
                enterAt(Irql.DISPATCH_LEVEL, adapter, "AllocateAdapterChannelEx"),
                deviceObject,
                dmaTransferContext,
                numberOfMapRegisters,
                flags,
                executionRoutine,
                executionContext,
                mapRegisterBase);
    }

    @Override
    public NtStatus configureAdapterChannel(
            DmaAdapter adapter, int functionNumber, @Nullable Object context) {
        enter(adapter, "ConfigureAdapterChannel");
        return NtStatus.STATUS_NOT_IMPLEMENTED;
    }

    @Override
    public boolean cancelAdapterChannel(
            DmaAdapter adapter,
            DeviceObject deviceObject,
            @Nullable DmaTransferContext dmaTransferContext) {
        AdapterObject object = enter(adapter, "CancelAdapterChannel");
        return dmaTransferContext instanceof TransferContext ours
                && atDispatch(() -> ours.cancel(object, deviceObject));
    }

    @Override
    public NtStatus mapTransferEx(
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
            @Nullable Object completionContext) {
        AdapterObject object = enter(adapter, "MapTransferEx");
        if (deviceOffset != 0 && object.kind().systemChannel() == null) {
            return NtStatus.STATUS_INVALID_PARAMETER;
        }
        return transfers.map(
                object,
                mdl,
                mapRegisterBase,
                offset,
                length,
                writeToDevice,
                scatterGatherBuffer,
                scatterGatherBufferLength,
                dmaCompletionRoutine,
                completionContext);
    }

    @Override
    public NtStatus getScatterGatherListEx(
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
            @Nullable PscatterGatherList scatterGatherList) {
        AdapterObject object = enter(adapter, "GetScatterGatherListEx");
        if (dmaCompletionRoutine != null || completionContext != null) {
            return NtStatus.STATUS_INVALID_PARAMETER;
        }
        return atDispatch(
                () ->
                        requests.list(
                                object,
                                deviceObject,
                                dmaTransferContext,
                                mdl,
                                offset,
                                length,
                                flags,
                                executionRoutine,
                                context,
                                writeToDevice,
                                null,
                                0,
                                scatterGatherList));
    }

    @Override
    public NtStatus buildScatterGatherListEx(
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
            @Nullable PscatterGatherList scatterGatherList) {
        AdapterObject object = enterAt(Irql.DISPATCH_LEVEL, adapter, "BuildScatterGatherListEx");
        if (dmaCompletionRoutine != null || completionContext != null) {
            return NtStatus.STATUS_INVALID_PARAMETER;
        }
        return requests.list(
                object,
                deviceObject,
                dmaTransferContext,
                mdl,
                offset,
                length,
                flags,
                executionRoutine,
                context,
                writeToDevice,
                scatterGatherBuffer,
                scatterGatherLength,
                scatterGatherList);
    }

    @Override
    public NtStatus flushAdapterBuffersEx(
            DmaAdapter adapter,
            Mdl mdl,
            long mapRegisterBase,
            long offset,
            int length,
            boolean writeToDevice) {
        return transfers.flush(
                enter(adapter, "FlushAdapterBuffersEx"),
                mdl,
                mapRegisterBase,
                offset,
                Integer.toUnsignedLong(length),
                writeToDevice);
    }

    @Override
    public void freeAdapterObject(DmaAdapter adapter, IoAllocationAction allocationAction) {
        AdapterObject object = enter(adapter, "FreeAdapterObject");
        int old = ke.raiseIrql(Irql.DISPATCH_LEVEL);
        try {
            object.freeObject(allocationAction);
        } finally {
            ke.lowerIrql(old);
        }
    }

    @Override
    public NtStatus cancelMappedTransfer(
            DmaAdapter adapter, @Nullable DmaTransferContext dmaTransferContext) {
        return transfers.cancel(enter(adapter, "CancelMappedTransfer"), dmaTransferContext);
    }
}
