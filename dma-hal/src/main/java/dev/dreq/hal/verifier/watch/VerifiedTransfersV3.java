package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.dma.DmaAdapterInfo;
import dev.dreq.hal.dma.DmaCompletionRoutine;
import dev.dreq.hal.dma.DmaOperations;
import dev.dreq.hal.dma.DmaTransferContext;
import dev.dreq.hal.dma.DmaTransferInfo;
import dev.dreq.hal.dma.PmapRegisterBase;
import dev.dreq.hal.dma.PphysicalAddress;
import dev.dreq.hal.dma.ScatterGatherBuffer;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverControl;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Mm;
import dev.dreq.hal.mm.Pulong;
import dev.dreq.hal.verifier.Rule;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The part of {@link VerifiedOperations} that version 3 adds, but for scatter/gather lists. */
abstract sealed class VerifiedTransfersV3 extends VerifiedTransfers permits VerifiedListsV3 {
    private static final int SINCE = 3;

    private final ContextChecks contexts;
    private final ChainChecks chains;

    VerifiedTransfersV3(
            DmaOperations kernel,
            Mm mm,
            Judge judge,
            Ledgers ledgers,
            Caches caches,
            BufferTags tags) {
        super(kernel, mm, judge, ledgers, caches, tags);
        this.contexts = new ContextChecks(judge, channels);
        this.chains = new ChainChecks(judge, ledgers, mappings);
    }

    /** As {@link Step#legalAt}; the kernel also refuses what is not in the adapter's table. */
    static @Nullable AdapterLedger legalAt(Step step, int lowest) {
        AdapterLedger ledger = step.legalAt(lowest, Irql.DISPATCH_LEVEL);
        boolean inTable = ledger != null && ledger.facts().description().version() >= SINCE;
        return inTable ? ledger : null;
    }

    /** A routine of the other kind of adapters is called, with these words on what to do. */
    final void raiseWrongKind(Step step, AdapterLedger ledger, String words) {
        judge.raise(
                step, Rule.WRONG_KIND_OF_ADAPTER, ledger.facts().adapter().address(), 0, 0, words);
    }

    @Override
    public NtStatus getDmaAdapterInfo(DmaAdapter adapter, DmaAdapterInfo adapterInfo) {
        Step step = ledgers.step(adapter, "GetDmaAdapterInfo");
        return run(step, () -> kernel.getDmaAdapterInfo(adapter, adapterInfo));
    }

    @Override
    public NtStatus getDmaTransferInfo(
            DmaAdapter adapter,
            Mdl mdl,
            long offset,
            int length,
            boolean writeOnly,
            DmaTransferInfo transferInfo) {
        Step step =
                ledgers.step(
                        adapter,
                        "GetDmaTransferInfo",
                        "mdl",
                        mdl.address(),
                        "offset",
                        offset,
                        "length",
                        length,
                        "writeOnly",
                        writeOnly);
        return run(
                step,
                () ->
                        kernel.getDmaTransferInfo(
                                adapter, mdl, offset, length, writeOnly, transferInfo));
    }

    @Override
    public NtStatus initializeDmaTransferContext(
            DmaAdapter adapter, @Nullable DmaTransferContext dmaTransferContext) {
        Step step =
                ledgers.step(
                        adapter,
                        "InitializeDmaTransferContext",
                        "dmaTransferContext",
                        address(dmaTransferContext));
        return run(step, () -> kernel.initializeDmaTransferContext(adapter, dmaTransferContext));
    }

    static long address(@Nullable DmaTransferContext context) {
        return context == null ? 0 : context.address();
    }

    @Override
    public long allocateCommonBufferEx(
            DmaAdapter adapter,
            @Nullable PphysicalAddress maximumAddress,
            int length,
            PphysicalAddress logicalAddress,
            boolean cacheEnabled,
            int preferredNode) {
        Step step =
                ledgers.step(
                        adapter,
                        "AllocateCommonBufferEx",
                        "length",
                        length,
                        "cacheEnabled",
                        cacheEnabled);
        return commonBuffers.allocate(
                step,
                length,
                logicalAddress,
                cacheEnabled,
                bytes ->
                        kernel.allocateCommonBufferEx(
                                adapter,
                                maximumAddress,
                                bytes,
                                logicalAddress,
                                cacheEnabled,
                                preferredNode));
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
        Step step =
                ledgers.step(
                        adapter,
                        "AllocateAdapterChannelEx",
                        "deviceObject",
                        deviceObject.name(),
                        "dmaTransferContext",
                        address(dmaTransferContext),
                        "numberOfMapRegisters",
                        numberOfMapRegisters,
                        "flags",
                        flags);
        AdapterLedger ledger = legalAt(step, Irql.DISPATCH_LEVEL);
        Function<@Nullable DriverControl, NtStatus> body =
                routine ->
                        kernel.allocateAdapterChannelEx(
                                adapter,
                                deviceObject,
                                dmaTransferContext,
                                numberOfMapRegisters,
                                flags,
                                routine,
                                executionContext,
                                mapRegisterBase);
        if (ledger == null) {
            return run(step, () -> body.apply(executionRoutine));
        }
        return contexts.allocate(
                step,
                ledger,
                new Grant(deviceObject, numberOfMapRegisters, dmaTransferContext),
                executionRoutine,
                executionContext,
                mapRegisterBase,
                body);
    }

    @Override
    public NtStatus configureAdapterChannel(
            DmaAdapter adapter, int functionNumber, @Nullable Object context) {
        Step step =
                ledgers.step(adapter, "ConfigureAdapterChannel", "functionNumber", functionNumber);
        AdapterLedger ledger = legalAt(step, Irql.PASSIVE_LEVEL);
        if (ledger != null && !ledger.isSlave()) {
            raiseWrongKind(
                    step,
                    ledger,
                    "ConfigureAdapterChannel of a bus master, which has no DMA channel; program the device");
        }
        return run(step, () -> kernel.configureAdapterChannel(adapter, functionNumber, context));
    }

    @Override
    public boolean cancelAdapterChannel(
            DmaAdapter adapter,
            DeviceObject deviceObject,
            @Nullable DmaTransferContext dmaTransferContext) {
        Step step =
                ledgers.step(
                        adapter,
                        "CancelAdapterChannel",
                        "deviceObject",
                        deviceObject.name(),
                        "dmaTransferContext",
                        address(dmaTransferContext));
        AdapterLedger ledger = legalAt(step, Irql.PASSIVE_LEVEL);
        boolean cancelled =
                run(
                        step,
                        () ->
                                kernel.cancelAdapterChannel(
                                        adapter, deviceObject, dmaTransferContext));
        if (cancelled && ledger != null) {
            ContextChecks.cancelled(ledger, deviceObject, dmaTransferContext);
        }
        return cancelled;
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
        ChainPiece piece =
                new ChainPiece(
                        mdl,
                        mapRegisterBase,
                        offset,
                        Integer.toUnsignedLong(length.get()),
                        writeToDevice);
        Step step = transfer(adapter, "MapTransferEx", piece);
        AdapterLedger ledger = legalAt(step, Irql.PASSIVE_LEVEL);
        boolean slave = ledger != null && ledger.isSlave();
        if (ledger != null && !slave && (deviceOffset != 0 || dmaCompletionRoutine != null)) {
            raiseWrongKind(
                    step,
                    ledger,
                    "MapTransferEx with DeviceOffset or a completion routine of a bus master, which has no DMA"
                            + " channel; pass 0 and NULL, and wait for the device's interrupt");
        }
        if (ledger != null) {
            channels.requireResident(step, completionContext);
        }
        boolean ownElements = slave && scatterGatherBuffer == null;
        ScatterGatherBuffer elements = ownElements ? new MappedElements() : scatterGatherBuffer;
        int elementsLength = ownElements ? MappedElements.LENGTH : scatterGatherBufferLength;
        Function<@Nullable DmaCompletionRoutine, NtStatus> body =
                routine ->
                        kernel.mapTransferEx(
                                adapter,
                                mdl,
                                mapRegisterBase,
                                offset,
                                deviceOffset,
                                length,
                                writeToDevice,
                                elements,
                                elementsLength,
                                routine,
                                completionContext);
        if (ledger == null) {
            return run(step, () -> body.apply(dmaCompletionRoutine));
        }
        return chains.map(
                step,
                ledger,
                piece,
                length,
                elements,
                transfer -> body.apply(transfer.watched(judge, dmaCompletionRoutine)));
    }

    private Step transfer(DmaAdapter adapter, String routine, ChainPiece piece) {
        return ledgers.step(
                adapter,
                routine,
                "mdl",
                piece.mdl().address(),
                "mapRegisterBase",
                piece.base(),
                "offset",
                piece.offset(),
                "length",
                piece.length(),
                "writeToDevice",
                piece.writeToDevice());
    }

    @Override
    public NtStatus flushAdapterBuffersEx(
            DmaAdapter adapter,
            Mdl mdl,
            long mapRegisterBase,
            long offset,
            int length,
            boolean writeToDevice) {
        ChainPiece piece =
                new ChainPiece(
                        mdl,
                        mapRegisterBase,
                        offset,
                        Integer.toUnsignedLong(length),
                        writeToDevice);
        Step step = transfer(adapter, "FlushAdapterBuffersEx", piece);
        AdapterLedger ledger = legalAt(step, Irql.PASSIVE_LEVEL);
        Supplier<NtStatus> body =
                () ->
                        kernel.flushAdapterBuffersEx(
                                adapter, mdl, mapRegisterBase, offset, length, writeToDevice);
        return ledger == null
                ? run(step, body)
                : chains.flush(step, ledger, piece, () -> kernel.readDmaCounter(adapter), body);
    }

    @Override
    public void freeAdapterObject(DmaAdapter adapter, IoAllocationAction allocationAction) {
        Step step =
                ledgers.step(adapter, "FreeAdapterObject", "allocationAction", allocationAction);
        AdapterLedger ledger = legalAt(step, Irql.PASSIVE_LEVEL);
        ContextChecks.freeing(
                ledger,
                allocationAction,
                () -> done(step, () -> kernel.freeAdapterObject(adapter, allocationAction)));
    }

    @Override
    public NtStatus cancelMappedTransfer(
            DmaAdapter adapter, @Nullable DmaTransferContext dmaTransferContext) {
        Step step =
                ledgers.step(
                        adapter,
                        "CancelMappedTransfer",
                        "dmaTransferContext",
                        address(dmaTransferContext));
        AdapterLedger ledger = legalAt(step, Irql.PASSIVE_LEVEL);
        Supplier<NtStatus> body = () -> kernel.cancelMappedTransfer(adapter, dmaTransferContext);
        if (ledger == null) {
            return run(step, body);
        }
        if (!ledger.isSlave()) {
            raiseWrongKind(
                    step,
                    ledger,
                    "CancelMappedTransfer of a bus master, which has no DMA channel; stop the device");
        }
        return chains.cancel(step, ledger, dmaTransferContext, body);
    }
}
