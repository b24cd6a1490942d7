package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.dma.DmaOperations;
import dev.dreq.hal.dma.DriverListControl;
import dev.dreq.hal.dma.Pmdl;
import dev.dreq.hal.dma.PphysicalAddress;
import dev.dreq.hal.dma.ScatterGatherList;
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

/**
 * The table that drivers see while the kernel verifies: notes each call, judges it, lets the
 * kernel's own table do the work, and keeps the ledger.
 */
final class VerifiedOperations implements DmaOperations {
    private final DmaOperations kernel;
    private final Judge judge;
    private final Ledgers ledgers;
    private final ChannelChecks channels;
    private final MappingChecks mappings;
    private final ListChecks lists;

    VerifiedOperations(DmaOperations kernel, Mm mm, Judge judge, Ledgers ledgers, Caches caches) {
        this.kernel = kernel;
        this.judge = judge;
        this.ledgers = ledgers;
        this.channels = new ChannelChecks(mm, judge);
        this.mappings = new MappingChecks(judge, ledgers, mm, caches);
        this.lists = new ListChecks(mm, judge, ledgers, mappings);
    }

    private <T> T run(Step step, Supplier<T> body) {
        return judge.run(step, UnaryOperator.identity(), body);
    }

    private boolean done(Step step, Runnable body) {
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
        long va =
                run(
                        step,
                        () ->
                                kernel.allocateCommonBuffer(
                                        adapter, length, logicalAddress, cacheEnabled));
        AdapterLedger ledger = step.ledger();
        if (va != 0 && ledger != null) {
            Range logical = new Range(logicalAddress.get(), Integer.toUnsignedLong(length));
            ledger.commonBuffers().put(va, new AdapterLedger.CommonBuffer(logical, cacheEnabled));
        }
        return va;
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
        boolean freed =
                done(
                        step,
                        () ->
                                kernel.freeCommonBuffer(
                                        adapter,
                                        length,
                                        logicalAddress,
                                        virtualAddress,
                                        cacheEnabled));
        AdapterLedger ledger = step.ledger();
        if (freed && ledger != null) {
            ledger.commonBuffers().remove(virtualAddress);
        }
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
        Grant grant = new Grant(deviceObject, numberOfMapRegisters);
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
                new MappingChecks.Part(mdl, currentVa, Integer.toUnsignedLong(length)),
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
        MappingChecks.Part part =
                new MappingChecks.Part(mdl, currentVa, Integer.toUnsignedLong(length.get()));
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

    @Override
    public NtStatus getScatterGatherList(
            DmaAdapter adapter,
            DeviceObject deviceObject,
            Mdl mdl,
            long currentVa,
            int length,
            DriverListControl executionRoutine,
            @Nullable Object context,
            boolean writeToDevice) {
        Step step =
                list(
                        adapter,
                        "GetScatterGatherList",
                        deviceObject,
                        mdl,
                        currentVa,
                        length,
                        writeToDevice);
        AdapterLedger ledger = step.legalAt(Irql.DISPATCH_LEVEL, Irql.DISPATCH_LEVEL);
        DriverListControl routine =
                ledger == null
                        ? executionRoutine
                        : lists.getting(
                                step,
                                ledger,
                                new MappingChecks.Part(
                                        mdl, currentVa, Integer.toUnsignedLong(length)),
                                executionRoutine,
                                context,
                                writeToDevice);
        return run(
                step,
                () ->
                        kernel.getScatterGatherList(
                                adapter,
                                deviceObject,
                                mdl,
                                currentVa,
                                length,
                                routine,
                                context,
                                writeToDevice));
    }

    private Step list(
            DmaAdapter adapter,
            String routine,
            DeviceObject deviceObject,
            Mdl mdl,
            long va,
            int length,
            boolean writeToDevice) {
        return ledgers.step(
                adapter,
                routine,
                "deviceObject",
                deviceObject.name(),
                "mdl",
                mdl.address(),
                "currentVa",
                va,
                "length",
                length,
                "writeToDevice",
                writeToDevice);
    }

    @Override
    public void putScatterGatherList(
            DmaAdapter adapter, ScatterGatherList scatterGather, boolean writeToDevice) {
        Step step =
                ledgers.step(
                        adapter,
                        "PutScatterGatherList",
                        "scatterGather",
                        scatterGather.address(),
                        "writeToDevice",
                        writeToDevice);
        AdapterLedger ledger = step.legalAt(Irql.DISPATCH_LEVEL, Irql.DISPATCH_LEVEL);
        lists.putting(
                step,
                ledger,
                scatterGather,
                list ->
                        done(
                                step,
                                () -> kernel.putScatterGatherList(adapter, list, writeToDevice)));
    }

    @Override
    public NtStatus calculateScatterGatherList(
            DmaAdapter adapter,
            @Nullable Mdl mdl,
            long currentVa,
            int length,
            Pulong scatterGatherListSize,
            @Nullable Pulong numberOfMapRegisters) {
        Step step =
                ledgers.step(
                        adapter,
                        "CalculateScatterGatherList",
                        "currentVa",
                        currentVa,
                        "length",
                        length);
        if (step.call().irql() > Irql.DISPATCH_LEVEL) {
            judge.raise(
                    step,
                    Rule.IMPROPER_IRQL,
                    0,
                    0,
                    0,
                    "CalculateScatterGatherList in an interrupt routine; call it in a DPC");
        }
        return run(
                step,
                () ->
                        kernel.calculateScatterGatherList(
                                adapter,
                                mdl,
                                currentVa,
                                length,
                                scatterGatherListSize,
                                numberOfMapRegisters));
    }

    @Override
    public NtStatus buildScatterGatherList(
            DmaAdapter adapter,
            DeviceObject deviceObject,
            Mdl mdl,
            long currentVa,
            int length,
            DriverListControl executionRoutine,
            @Nullable Object context,
            boolean writeToDevice,
            long scatterGatherBuffer,
            int scatterGatherBufferLength) {
        Step step =
                list(
                        adapter,
                        "BuildScatterGatherList",
                        deviceObject,
                        mdl,
                        currentVa,
                        length,
                        writeToDevice);
        AdapterLedger ledger = step.legalAt(Irql.DISPATCH_LEVEL, Irql.DISPATCH_LEVEL);
        DriverListControl routine =
                ledger == null
                        ? executionRoutine
                        : lists.getting(
                                step,
                                ledger,
                                new MappingChecks.Part(
                                        mdl, currentVa, Integer.toUnsignedLong(length)),
                                executionRoutine,
                                context,
                                writeToDevice);
        return run(
                step,
                () ->
                        kernel.buildScatterGatherList(
                                adapter,
                                deviceObject,
                                mdl,
                                currentVa,
                                length,
                                routine,
                                context,
                                writeToDevice,
                                scatterGatherBuffer,
                                scatterGatherBufferLength));
    }

    @Override
    public NtStatus buildMdlFromScatterGatherList(
            DmaAdapter adapter,
            ScatterGatherList scatterGather,
            @Nullable Mdl originalMdl,
            Pmdl targetMdl) {
        Step step =
                ledgers.step(
                        adapter,
                        "BuildMdlFromScatterGatherList",
                        "scatterGather",
                        scatterGather.address());
        return run(
                step,
                () ->
                        kernel.buildMdlFromScatterGatherList(
                                adapter,
                                ListChecks.kernelsOwn(scatterGather),
                                originalMdl,
                                targetMdl));
    }
}
