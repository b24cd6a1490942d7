package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.dma.DmaOperations;
import dev.dreq.hal.dma.DriverListControl;
import dev.dreq.hal.dma.Pmdl;
import dev.dreq.hal.dma.ScatterGatherList;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Mm;
import dev.dreq.hal.mm.Pulong;
import dev.dreq.hal.verifier.Rule;
import org.jspecify.annotations.Nullable;

/**
 * The table that drivers see while the kernel verifies: notes each call, judges it, lets the
 * kernel's own table do the work, and keeps the ledger.
 */
final class VerifiedOperations extends VerifiedListsV3 {
    VerifiedOperations(
            DmaOperations kernel,
            Mm mm,
            Judge judge,
            Ledgers ledgers,
            Caches caches,
            BufferTags tags) {
        super(kernel, mm, judge, ledgers, caches, tags);
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
                list(
                        step,
                        ledger,
                        deviceObject,
                        buffer(mdl, currentVa, length),
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

    private static BufferPart buffer(Mdl mdl, long va, int length) {
        return new BufferPart(mdl, va, Integer.toUnsignedLong(length));
    }

    /** Judges a request for a list; returns the routine that the kernel is to call. */
    private DriverListControl list(
            Step step,
            @Nullable AdapterLedger ledger,
            DeviceObject device,
            BufferPart buffer,
            DriverListControl routine,
            @Nullable Object context,
            boolean writeToDevice) {
        if (ledger == null) {
            return routine;
        }
        ledger.usedBy(device.driverObject());
        return lists.isPossible(step, ledger, buffer, context, writeToDevice)
                ? lists.watched(step, ledger, buffer, routine, writeToDevice, null)
                : routine;
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
                list(
                        step,
                        ledger,
                        deviceObject,
                        buffer(mdl, currentVa, length),
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
