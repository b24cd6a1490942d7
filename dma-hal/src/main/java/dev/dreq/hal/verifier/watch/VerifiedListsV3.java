package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.dma.DmaCompletionRoutine;
import dev.dreq.hal.dma.DmaOperations;
import dev.dreq.hal.dma.DmaTransferContext;
import dev.dreq.hal.dma.DriverListControl;
import dev.dreq.hal.dma.PscatterGatherList;
import dev.dreq.hal.dma.ScatterGatherBuffer;
import dev.dreq.hal.dma.ScatterGatherList;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Mm;
import dev.dreq.hal.verifier.Rule;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The part of {@link VerifiedOperations} that makes scatter/gather lists by a context. */
abstract sealed class VerifiedListsV3 extends VerifiedTransfersV3 permits VerifiedOperations {
    final ListChecks lists;

    VerifiedListsV3(
            DmaOperations kernel,
            Mm mm,
            Judge judge,
            Ledgers ledgers,
            Caches caches,
            BufferTags tags) {
        super(kernel, mm, judge, ledgers, caches, tags);
        this.lists = new ListChecks(mm, judge, ledgers, mappings);
    }

    /**
     * What a driver asks for, and where it wants to find it.
     *
     * @param bytes of the chain
     * @param pointer where the list may be found, unless the memory is the driver's
     */
    private record Asked(
            DeviceObject device,
            ChainPiece bytes,
            @Nullable DriverListControl routine,
            @Nullable Object context,
            @Nullable PscatterGatherList pointer,
            boolean ownMemory) {}

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
        ChainPiece bytes =
                new ChainPiece(mdl, 0, offset, Integer.toUnsignedLong(length), writeToDevice);
        Step step =
                step(
                        adapter,
                        "GetScatterGatherListEx",
                        deviceObject,
                        dmaTransferContext,
                        bytes,
                        flags);
        return list(
                step,
                legalAt(step, Irql.PASSIVE_LEVEL),
                new Asked(deviceObject, bytes, executionRoutine, context, scatterGatherList, false),
                routine ->
                        kernel.getScatterGatherListEx(
                                adapter,
                                deviceObject,
                                dmaTransferContext,
                                mdl,
                                offset,
                                length,
                                flags,
                                routine,
                                context,
                                writeToDevice,
                                dmaCompletionRoutine,
                                completionContext,
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
        ChainPiece bytes =
                new ChainPiece(mdl, 0, offset, Integer.toUnsignedLong(length), writeToDevice);
        Step step =
                step(
                        adapter,
                        "BuildScatterGatherListEx",
                        deviceObject,
                        dmaTransferContext,
                        bytes,
                        flags);
        return list(
                step,
                legalAt(step, Irql.DISPATCH_LEVEL),
                new Asked(deviceObject, bytes, executionRoutine, context, scatterGatherList, true),
                routine ->
                        kernel.buildScatterGatherListEx(
                                adapter,
                                deviceObject,
                                dmaTransferContext,
                                mdl,
                                offset,
                                length,
                                flags,
                                routine,
                                context,
                                writeToDevice,
                                scatterGatherBuffer,
                                scatterGatherLength,
                                dmaCompletionRoutine,
                                completionContext,
                                scatterGatherList));
    }

    private Step step(
            DmaAdapter adapter,
            String routine,
            DeviceObject device,
            @Nullable DmaTransferContext context,
            ChainPiece bytes,
            int flags) {
        return ledgers.step(
                adapter,
                routine,
                "deviceObject",
                device.name(),
                "dmaTransferContext",
                address(context),
                "mdl",
                bytes.mdl().address(),
                "offset",
                bytes.offset(),
                "length",
                bytes.length(),
                "flags",
                flags,
                "writeToDevice",
                bytes.writeToDevice());
    }

    private NtStatus list(
            Step step,
            @Nullable AdapterLedger ledger,
            Asked asked,
            Function<@Nullable DriverListControl, NtStatus> kernel) {
        BufferPart buffer = ledger == null ? null : possible(step, ledger, asked);
        if (ledger == null || buffer == null) {
            return run(step, () -> kernel.apply(asked.routine));
        }
        boolean write = asked.bytes.writeToDevice();
        PscatterGatherList pointer = asked.ownMemory ? null : asked.pointer;
        DriverListControl routine = asked.routine;
        if (routine != null) {
            DriverListControl watched =
                    lists.watched(step, ledger, buffer, routine, write, pointer);
            return run(step, () -> kernel.apply(watched));
        }
        NtStatus status = run(step, () -> kernel.apply(null));
        ScatterGatherList list = asked.pointer == null ? null : asked.pointer.get();
        if (status.isSuccess() && list != null) {
            WatchedList seen =
                    lists.delivered(step, ledger, buffer, list, asked.device.currentIrp(), write);
            if (pointer != null) {
                pointer.set(seen);
            }
        }
        return status;
    }

    /** Judges a request; null if the kernel will refuse it. */
    private @Nullable BufferPart possible(Step step, AdapterLedger ledger, Asked asked) {
        ledger.usedBy(asked.device.driverObject());
        ChainPiece bytes = asked.bytes;
        if (ledger.isSlave()) {
            raiseWrongKind(
                    step,
                    ledger,
                    "a scatter/gather list of version 3 for a slave, which has none; call AllocateAdapterChannelEx"
                            + " and MapTransferEx");
            return null;
        }
        BufferPart buffer = bytes.buffer();
        if (buffer == null && bytes.length() != 0) {
            judge.raise(
                    step,
                    Rule.LIST_OUTSIDE_MDL,
                    bytes.va(),
                    bytes.mdl().address(),
                    0,
                    "offset 0x%x lies behind the end of the chain of MDLs; offsets count from its start"
                            .formatted(bytes.offset()));
        }
        return buffer != null
                        && lists.isPossible(
                                step, ledger, buffer, asked.context, bytes.writeToDevice())
                ? buffer
                : null;
    }
}
