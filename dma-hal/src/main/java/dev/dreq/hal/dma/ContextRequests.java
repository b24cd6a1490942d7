package dev.dreq.hal.dma;

import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverControl;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.MdlCache;
import org.jspecify.annotations.Nullable;

/** Requests of version 3, which get in line by a transfer context, or are granted at once. */
final class ContextRequests {
    private final Ke ke;
    private final MdlCache cache;

    ContextRequests(Ke ke, MdlCache cache) {
        this.ke = ke;
        this.cache = cache;
    }

    /** AllocateAdapterChannelEx. */
    NtStatus allocate(
            AdapterObject adapter,
            DeviceObject deviceObject,
            @Nullable DmaTransferContext dmaTransferContext,
            int registers,
            int flags,
            @Nullable DriverControl routine,
            @Nullable Object context,
            @Nullable PmapRegisterBase base) {
        TransferContext ready = ready(adapter, dmaTransferContext);
        if (ready == null
                || !isPossible(flags, routine, base)
                || (!isSynchronous(flags) && base != null)) {
            return NtStatus.STATUS_INVALID_PARAMETER;
        }
        if (Integer.compareUnsigned(registers, adapter.mapRegisters()) > 0) {
            return NtStatus.STATUS_INSUFFICIENT_RESOURCES;
        }
        ContextRequest request =
                new ContextRequest(adapter, deviceObject, ready, registers, routine, context, base);
        return submit(request, ready, isSynchronous(flags));
    }

    /**
     * GetScatterGatherListEx and BuildScatterGatherListEx.
     *
     * @param buffer the caller's memory; null for ours
     * @param bufferLength its bytes
     */
    NtStatus list(
            AdapterObject adapter,
            DeviceObject deviceObject,
            @Nullable DmaTransferContext dmaTransferContext,
            Mdl mdl,
            long offset,
            int length,
            int flags,
            @Nullable DriverListControl routine,
            @Nullable Object context,
            boolean writeToDevice,
            @Nullable ScatterGatherBuffer buffer,
            int bufferLength,
            @Nullable PscatterGatherList pointer) {
        String name = buffer == null ? "GetScatterGatherListEx" : "BuildScatterGatherListEx";
        long bytes = Integer.toUnsignedLong(length);
        BufferRules.requireBytes(bytes, offset, mdl, name);
        TransferContext ready = ready(adapter, dmaTransferContext);
        MdlChain chain = MdlChain.at(mdl, offset, bytes);
        if (adapter.kind().systemChannel() != null
                || ready == null
                || chain == null
                || !isPossible(flags, routine, pointer)) {
            return NtStatus.STATUS_INVALID_PARAMETER;
        }
        BufferRules.requireLocked(chain, name);
        if (chain.pages() > adapter.mapRegisters()) {
            return NtStatus.STATUS_INSUFFICIENT_RESOURCES;
        }
        long size = ScatterGatherFields.size(adapter.kind().elements(chain));
        if (buffer != null && Integer.toUnsignedLong(bufferLength) < size) {
            return NtStatus.STATUS_BUFFER_TOO_SMALL;
        }
        ScatterGatherBuffer list =
                buffer == null ? new ScatterGatherFields(ke.newObjectAddress((int) size)) : buffer;
        list.clear();
        chain.beforeDma(cache, !writeToDevice);
        boolean synchronous = isSynchronous(flags);
        if (synchronous && pointer != null) {
            pointer.set(list);
        }
        ListRequest request =
                new ListRequest(
                        adapter, deviceObject, chain, routine, context, writeToDevice, list, ready);
        NtStatus status = submit(request, ready, synchronous);
        if (!status.isSuccess() && pointer != null) {
            pointer.set(null);
        }
        return status;
    }

    /** The context if a request can be made by it; null otherwise. */
    private static @Nullable TransferContext ready(
            AdapterObject adapter, @Nullable DmaTransferContext context) {
        return context instanceof TransferContext ours && ours.takes(adapter) ? ours : null;
    }

    /** A routine to be called, or, synchronously, a place where the answer is left. */
    private static boolean isPossible(
            int flags, @Nullable Object routine, @Nullable Object answer) {
        boolean known = (flags & ~DmaOperationsV3.DMA_SYNCHRONOUS_CALLBACK) == 0;
        return known && (routine != null || (isSynchronous(flags) && answer != null));
    }

    private static boolean isSynchronous(int flags) {
        return (flags & DmaOperationsV3.DMA_SYNCHRONOUS_CALLBACK) != 0;
    }

    private static NtStatus submit(
            ChannelRequest request, TransferContext context, boolean synchronous) {
        if (context.takePoison()) {
            return NtStatus.STATUS_CANCELLED;
        }
        AdapterChannel channel = request.adapter().channel();
        context.waits(request);
        if (!synchronous) {
            channel.request(request);
            return NtStatus.STATUS_SUCCESS;
        }
        if (channel.requestNow(request)) {
            return NtStatus.STATUS_SUCCESS;
        }
        context.refused();
        return NtStatus.STATUS_INSUFFICIENT_RESOURCES;
    }
}
