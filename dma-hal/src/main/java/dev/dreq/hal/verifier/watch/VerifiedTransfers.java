package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.dma.DmaOperations;
import dev.dreq.hal.dma.PphysicalAddress;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverControl;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Mm;
import dev.dreq.hal.mm.Pulong;
import dev.dreq.hal.verifier.Rule;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The part of {@link VerifiedOperations} that is older than scatter/gather lists. */
abstract sealed class VerifiedTransfers implements DmaOperations permits VerifiedTransfersV3 {
    final DmaOperations kernel;
    final Judge judge;
    final Ledgers ledgers;
    final ChannelChecks channels;
    final CommonBufferChecks commonBuffers;
    final MappingChecks mappings;

    VerifiedTransfers(
            DmaOperations kernel,
            Mm mm,
            Judge judge,
            Ledgers ledgers,
            Caches caches,
            BufferTags tags) {
        this.kernel = kernel;
        this.judge = judge;
        this.ledgers = ledgers;
        this.commonBuffers = new CommonBufferChecks(judge, tags);
        this.channels = new ChannelChecks(mm, judge);
        this.mappings = new MappingChecks(judge, ledgers, mm, caches);
    }

    final <T> T run(Step step, Supplier<T> body) {
        return judge.run(step, UnaryOperator.identity(), body);
    }

    final boolean done(Step step, Runnable body) {
        return judge.runOrLeave(
                step,
                UnaryOperator.identity(),
                () -> {
                    body.run();
                    return true;
                },
                false);
    }

    @Override
    public int size() {
        return kernel.size();
    }

    @Override
    public void putDmaAdapter(DmaAdapter adapter) {
        Step step = ledgers.step(adapter, "PutDmaAdapter");
        AdapterLedger ledger = step.legalAt(Irql.PASSIVE_LEVEL, Irql.DISPATCH_LEVEL);
        if (ledger != null && ledger.callbacks() != 0) {
            throw judge.stop(
                    step,
                    Rule.ADAPTER_REFERENCED,
                    ledger.callbacks(),
                    adapter.address(),
                    0,
                    "PutDmaAdapter inside %d routines that the adapter is calling; return from them first"
                            .formatted(ledger.callbacks()));
        }
        boolean put = done(step, () -> kernel.putDmaAdapter(adapter));
        if (put && ledger != null) {
            ledger.release();
        }
    }

    @Override
    public long allocateCommonBuffer(
            DmaAdapter adapter, int length, PphysicalAddress logicalAddress, boolean cacheEnabled) {
        Step step =
                ledgers.step(
                        adapter,
                        "AllocateCommonBuffer",
                        "length",
                        length,
                        "cacheEnabled",
                        cacheEnabled);
        return commonBuffers.allocate(
                step,
                length,
                logicalAddress,
                cacheEnabled,
                bytes -> kernel.allocateCommonBuffer(adapter, bytes, logicalAddress, cacheEnabled));
    }

    @Override
    public void freeCommonBuffer(
            DmaAdapter adapter,
            int length,
            long logicalAddress,
            long virtualAddress,
            boolean cacheEnabled) {
        Step step =
                ledgers.step(
                        adapter,
                        "FreeCommonBuffer",
                        "length",
                        length,
                        "logicalAddress",
                        logicalAddress,
                        "virtualAddress",
                        virtualAddress,
                        "cacheEnabled",
                        cacheEnabled);
        commonBuffers.free(
                step,
                virtualAddress,
                new AdapterLedger.CommonBuffer(
                        length, logicalAddress, cacheEnabled, BufferTags.Room.NONE),
                around ->
                        kernel.freeCommonBuffer(
                                adapter,
                                length + around.bytes(),
                                logicalAddress - around.before(),
                                virtualAddress - around.before(),
                                cacheEnabled));
    }

    @Override
    public NtStatus allocateAdapterChannel(
            DmaAdapter adapter,
            DeviceObject deviceObject,
            int numberOfMapRegisters,
            DriverControl executionRoutine,
            @Nullable Object context) {
        Step step =
                ledgers.step(
                        adapter,
                        "AllocateAdapterChannel",
                        "deviceObject",
                        deviceObject.name(),
                        "numberOfMapRegisters",
                        numberOfMapRegisters);
        AdapterLedger ledger = step.legalAt(Irql.DISPATCH_LEVEL, Irql.DISPATCH_LEVEL);
        if (ledger == null) {
            return run(
                    step,
                    () ->
                            kernel.allocateAdapterChannel(
                                    adapter,
                                    deviceObject,
                                    numberOfMapRegisters,
                                    executionRoutine,
                                    context));
        }
        ledger.usedBy(deviceObject.driverObject());
        channels.allocating(step, ledger, deviceObject, numberOfMapRegisters, context);
        Grant grant = new Grant(deviceObject, numberOfMapRegisters, null);
        ledger.grants().add(grant);
        NtStatus status = NtStatus.STATUS_UNSUCCESSFUL;
        try {
            status =
                    run(
                            step,
                            () ->
                                    kernel.allocateAdapterChannel(
                                            adapter,
                                            deviceObject,
                                            numberOfMapRegisters,
                                            channels.watched(ledger, grant, executionRoutine),
                                            context));
            return status;
        } finally {
            if (!status.isSuccess() && grant.state() == Grant.State.WAITING) {
                ledger.grants().remove(grant);
            }
        }
    }

    @Override
    public boolean flushAdapterBuffers(
            DmaAdapter adapter,
            Mdl mdl,
            long mapRegisterBase,
            long currentVa,
            int length,
            boolean writeToDevice) {
        Step step =
                transfer(
                        adapter,
                        "FlushAdapterBuffers",
                        mdl,
                        mapRegisterBase,
                        currentVa,
                        length,
                        writeToDevice);
        AdapterLedger ledger = step.legalAt(Irql.PASSIVE_LEVEL, Irql.DISPATCH_LEVEL);
        Supplier<Boolean> body =
                () ->
                        kernel.flushAdapterBuffers(
                                adapter, mdl, mapRegisterBase, currentVa, length, writeToDevice);
        if (ledger == null) {
            return run(step, body);
        }
        return mappings.flush(
                step,
                ledger,
                mapRegisterBase,
                new BufferPart(mdl, currentVa, Integer.toUnsignedLong(length)),
                body);
    }

    private Step transfer(
            DmaAdapter adapter,
            String routine,
            Mdl mdl,
            long base,
            long va,
            int length,
            boolean writeToDevice) {
        return ledgers.step(
                adapter,
                routine,
                "mdl",
                mdl.address(),
                "mapRegisterBase",
                base,
                "currentVa",
                va,
                "length",
                length,
                "writeToDevice",
                writeToDevice);
    }

    @Override
    public void freeAdapterChannel(DmaAdapter adapter) {
        Step step = ledgers.step(adapter, "FreeAdapterChannel");
        AdapterLedger ledger = step.legalAt(Irql.DISPATCH_LEVEL, Irql.DISPATCH_LEVEL);
        Grant grant = ledger == null ? null : ledger.first(Grant.State.HOLDS_CHANNEL);
        ChannelChecks.freeing(
                ledger, grant, () -> done(step, () -> kernel.freeAdapterChannel(adapter)));
    }

    @Override
    public void freeMapRegisters(
            DmaAdapter adapter, long mapRegisterBase, int numberOfMapRegisters) {
        Step step =
                ledgers.step(
                        adapter,
                        "FreeMapRegisters",
                        "mapRegisterBase",
                        mapRegisterBase,
                        "numberOfMapRegisters",
                        numberOfMapRegisters);
        AdapterLedger ledger = step.legalAt(Irql.DISPATCH_LEVEL, Irql.DISPATCH_LEVEL);
        Grant held = ledger == null ? null : ledger.granted(mapRegisterBase);
        boolean registers = held != null && held.state() == Grant.State.HOLDS_REGISTERS;
        ChannelChecks.freeing(
                ledger,
                registers ? held : null,
                () ->
                        done(
                                step,
                                () ->
                                        kernel.freeMapRegisters(
                                                adapter, mapRegisterBase, numberOfMapRegisters)));
    }

    @Override
    public long mapTransfer(
            DmaAdapter adapter,
            Mdl mdl,
            long mapRegisterBase,
            long currentVa,
            Pulong length,
            boolean writeToDevice) {
        Step step =
                transfer(
                        adapter,
                        "MapTransfer",
                        mdl,
                        mapRegisterBase,
                        currentVa,
                        length.get(),
                        writeToDevice);
        AdapterLedger ledger = step.legalAt(Irql.PASSIVE_LEVEL, Irql.DISPATCH_LEVEL);
        Supplier<Long> body =
                () ->
                        kernel.mapTransfer(
                                adapter, mdl, mapRegisterBase, currentVa, length, writeToDevice);
        if (ledger == null) {
            return run(step, body);
        }
        BufferPart part = new BufferPart(mdl, currentVa, Integer.toUnsignedLong(length.get()));
        return mappings.map(step, ledger, mapRegisterBase, part, length, writeToDevice, body);
    }

    @Override
    public int getDmaAlignment(DmaAdapter adapter) {
        Step step = ledgers.step(adapter, "GetDmaAlignment");
        return run(step, () -> kernel.getDmaAlignment(adapter));
    }

    @Override
    public int readDmaCounter(DmaAdapter adapter) {
        Step step = ledgers.step(adapter, "ReadDmaCounter");
        AdapterLedger ledger = step.legalAt(Irql.PASSIVE_LEVEL, Irql.DISPATCH_LEVEL);
        if (ledger != null && !ledger.isSlave()) {
            judge.raise(
                    step,
                    Rule.WRONG_KIND_OF_ADAPTER,
                    adapter.address(),
                    0,
                    0,
                    "ReadDmaCounter of a bus master, which has no DMA channel; ask the device");
        }
        return run(step, () -> kernel.readDmaCounter(adapter));
    }
}
