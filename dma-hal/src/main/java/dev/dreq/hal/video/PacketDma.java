package dev.dreq.hal.video;

import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.dma.ScatterGatherList;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.MdlCache;
import dev.dreq.hal.mm.Mm;
import dev.dreq.hal.mm.Pulong;
import dev.dreq.hal.verifier.Rule;
import org.jspecify.annotations.Nullable;

/** VideoPortStartDma and VideoPortCompleteDma, on the kernel's scatter/gather lists. */
final class PacketDma {
    private final Ke ke;
    private final Mm mm;
    private final MdlCache cache;

    PacketDma(Ke ke, Mm mm, MdlCache cache) {
        this.ke = ke;
        this.mm = mm;
        this.cache = cache;
    }

    VpStatus start(
            VideoDmaAdapter adapter,
            LockedBuffers.Locked buffer,
            int offset,
            Pulong length,
            HwVidExecuteDma routine,
            @Nullable Object context,
            boolean writeToDevice) {
        adapter.requireIdle("VideoPortStartDma");
        Mdl mdl = buffer.mdl();
        traced(adapter, "VideoPortStartDma");
        requireLockedFor(writeToDevice, buffer);
        int covered = adapter.covered(mdl, offset, length.get());
        length.set(covered);
        if (covered == 0) {
            return VpStatus.ERROR_INVALID_PARAMETER;
        }
        cache.beforeDma(mdl, currentVa(mdl, offset), covered, !writeToDevice);
        ke.flushedIoBuffers(mdl, !writeToDevice);
        VideoDma operation = new VideoDma(ke, adapter, buffer, routine, context, writeToDevice);
        NtStatus status = getList(adapter, operation, mdl, offset, covered);
        if (!status.isSuccess()) {
            length.set(0);
            return VpStatus.ERROR_NOT_ENOUGH_MEMORY;
        }
        return VpStatus.NO_ERROR;
    }

    /** Nothing is read from {@code operation} behind the call, in which it may begin and end. */
    private NtStatus getList(
            VideoDmaAdapter adapter, VideoDma operation, Mdl mdl, int offset, int length) {
        DmaAdapter dma = adapter.kernelAdapter();
        operation.begin();
        int old = ke.raiseIrql(Irql.DISPATCH_LEVEL);
        NtStatus status =
                dma.dmaOperations()
                        .getScatterGatherList(
                                dma,
                                adapter.device().functional(),
                                mdl,
                                currentVa(mdl, offset),
                                length,
                                operation,
                                null,
                                operation.writeToDevice());
        if (!status.isSuccess()) {
            operation.end();
        }
        ke.lowerIrql(old);
        return status;
    }

    private void traced(VideoDmaAdapter adapter, String routine) {
        ke.trace().operation(adapter.device().toString(), routine, ke.getCurrentIrql());
    }

    private long currentVa(Mdl mdl, int offset) {
        return mm.getMdlVirtualAddress(mdl) + Integer.toUnsignedLong(offset);
    }

    private static void requireLockedFor(boolean writeToDevice, LockedBuffers.Locked buffer) {
        boolean deviceWrites = buffer.operation() != VpLockOperation.VpReadAccess;
        if (!writeToDevice && !deviceWrites) {
            throw Rule.WRONG_LOCK_OPERATION.stop(
                    buffer.mdl().address(),
                    buffer.operation().value(),
                    0,
                    ("VideoPortStartDma from the device into %s, which is locked with"
                                            + " VpReadAccess; lock it with")
                                    .formatted(buffer.mdl())
                            + " VpWriteAccess");
        }
    }

    void complete(VideoDmaAdapter adapter, VpScatterGatherList list, boolean writeToDevice) {
        VideoDma operation = adapter.open();
        ScatterGatherList kernelList = operation == null ? null : operation.kernelList();
        if (operation == null || kernelList == null || operation != list) {
            throw Rule.DMA_NOT_COMPLETED.stop(
                    adapter.address(),
                    0,
                    0,
                    "VideoPortCompleteDma of a list that is not open on this adapter; complete"
                            + " once what"
                            + " HwVidExecuteDma was handed, with the adapter it was started on");
        }
        if (operation.writeToDevice() != writeToDevice) {
            throw Rule.DMA_NOT_COMPLETED.stop(
                    adapter.address(),
                    kernelList.address(),
                    0,
                    ("VideoPortCompleteDma with WriteToDevice %s of an operation that was"
                                            + " started with %s; both must be")
                                    .formatted(writeToDevice, operation.writeToDevice())
                            + " the same");
        }
        traced(adapter, "VideoPortCompleteDma");
        DmaAdapter dma = adapter.kernelAdapter();
        operation.end();
        int old = ke.raiseIrql(Irql.DISPATCH_LEVEL);
        dma.dmaOperations().putScatterGatherList(dma, kernelList, writeToDevice);
        ke.lowerIrql(old);
    }
}
