package dev.dreq.hal.dma;

import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverControl;
import dev.dreq.hal.io.WaitContextBlock;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.MdlCache;
import dev.dreq.hal.mm.Mm;
import dev.dreq.hal.mm.Pulong;
import dev.dreq.hal.verifier.Rule;
import org.jspecify.annotations.Nullable;

/**
 * The table behind every adapter: checks IRQL, adapter and arguments, then leaves the work to the
 * adapter.
 */
final class HalDmaOperations extends HalDmaOperationsV3 implements DmaOperations {
    private final Mm mm;
    private final AdapterControl adapterControl;

    /** Version 1, 2 or 3 of the table. */
    HalDmaOperations(Ke ke, Mm mm, MdlCache cache, AdapterControl adapterControl, int version) {
        super(ke, cache, version);
        this.mm = mm;
        this.adapterControl = adapterControl;
    }

    @Override
    public void putDmaAdapter(DmaAdapter adapter) {
        atMostDispatch("PutDmaAdapter");
        live(adapter, "PutDmaAdapter").release();
    }

    @Override
    public long allocateCommonBuffer(
            DmaAdapter adapter, int length, PphysicalAddress logicalAddress, boolean cacheEnabled) {
        exactly(Irql.PASSIVE_LEVEL, "AllocateCommonBuffer");
        return live(adapter, "AllocateCommonBuffer")
                .commonBuffers()
                .allocate(length, logicalAddress, cacheEnabled);
    }

    @Override
    public void freeCommonBuffer(
            DmaAdapter adapter,
            int length,
            long logicalAddress,
            long virtualAddress,
            boolean cacheEnabled) {
        exactly(Irql.PASSIVE_LEVEL, "FreeCommonBuffer");
        live(adapter, "FreeCommonBuffer")
                .commonBuffers()
                .free(length, logicalAddress, virtualAddress, cacheEnabled);
    }

    @Override
    public NtStatus allocateAdapterChannel(
            DmaAdapter adapter,
            DeviceObject deviceObject,
            int numberOfMapRegisters,
            DriverControl executionRoutine,
            @Nullable Object context) {
        exactly(Irql.DISPATCH_LEVEL, "AllocateAdapterChannel");
        AdapterObject object = live(adapter, "AllocateAdapterChannel");
        WaitContextBlock block = deviceObject.waitContextBlock();
        requireFree(block, deviceObject);
        if (Integer.compareUnsigned(numberOfMapRegisters, object.mapRegisters()) > 0) {
            return NtStatus.STATUS_INSUFFICIENT_RESOURCES;
        }
        block.set(executionRoutine, context, numberOfMapRegisters, deviceObject.currentIrp());
        object.channel().request(object.requestOf(deviceObject));
        return NtStatus.STATUS_SUCCESS;
    }

    @Override
    public boolean flushAdapterBuffers(
            DmaAdapter adapter,
            Mdl mdl,
            long mapRegisterBase,
            long currentVa,
            int length,
            boolean writeToDevice) {
        atMostDispatch("FlushAdapterBuffers");
        AdapterObject object = live(adapter, "FlushAdapterBuffers");
        long bytes = Integer.toUnsignedLong(length);
        BufferRules.requireInside(mdl, currentVa, bytes, "FlushAdapterBuffers");
        RegisterAllocation registers =
                object.registers(mapRegisterBase, mdl, currentVa, "FlushAdapterBuffers");
        requireSingle(registers, mdl, currentVa);
        return object.kind().flush(registers, mdl, currentVa, bytes, writeToDevice);
    }

    @Override
    public void freeAdapterChannel(DmaAdapter adapter) {
        exactly(Irql.DISPATCH_LEVEL, "FreeAdapterChannel");
        live(adapter, "FreeAdapterChannel").freeChannel();
    }

    @Override
    public void freeMapRegisters(
            DmaAdapter adapter, long mapRegisterBase, int numberOfMapRegisters) {
        exactly(Irql.DISPATCH_LEVEL, "FreeMapRegisters");
        AdapterObject object = live(adapter, "FreeMapRegisters");
        if (mapRegisterBase == 0 && numberOfMapRegisters == 0) {
            return;
        }
        RegisterAllocation registers = object.takeKept(mapRegisterBase, numberOfMapRegisters);
        if (registers == null) {
            throw notKept(object, mapRegisterBase, numberOfMapRegisters);
        }
        object.channel().giveBack(object, registers);
    }

    @Override
    public long mapTransfer(
            DmaAdapter adapter,
            Mdl mdl,
            long mapRegisterBase,
            long currentVa,
            Pulong length,
            boolean writeToDevice) {
        atMostDispatch("MapTransfer");
        AdapterObject object = live(adapter, "MapTransfer");
        RegisterAllocation registers =
                object.registers(mapRegisterBase, mdl, currentVa, "MapTransfer");
        BufferRules.requireLocked(mdl, "MapTransfer");
        long bytes = Integer.toUnsignedLong(length.get());
        BufferRules.requireBytes(bytes, currentVa, mdl, "MapTransfer");
        BufferRules.requireInside(mdl, currentVa, bytes, "MapTransfer");
        long logical = object.kind().map(registers, mdl, currentVa, length, writeToDevice);
        ke.trace()
                .mapping(
                        object.channel().name(),
                        logical,
                        Integer.toUnsignedLong(length.get()),
                        writeToDevice);
        return logical;
    }

    @Override
    public int getDmaAlignment(DmaAdapter adapter) {
        exactly(Irql.PASSIVE_LEVEL, "GetDmaAlignment");
        return live(adapter, "GetDmaAlignment").alignment();
    }

    @Override
    public int readDmaCounter(DmaAdapter adapter) {
        atMostDispatch("ReadDmaCounter");
        return live(adapter, "ReadDmaCounter").kind().remaining();
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
        exactly(Irql.DISPATCH_LEVEL, "GetScatterGatherList");
        return live(adapter, "GetScatterGatherList")
                .lists()
                .get(
                        ke,
                        deviceObject,
                        mdl,
                        currentVa,
                        length,
                        executionRoutine,
                        context,
                        writeToDevice);
    }

    @Override
    public void putScatterGatherList(
            DmaAdapter adapter, ScatterGatherList scatterGather, boolean writeToDevice) {
        exactly(Irql.DISPATCH_LEVEL, "PutScatterGatherList");
        live(adapter, "PutScatterGatherList").lists().put(scatterGather, writeToDevice);
    }

    @Override
    public NtStatus calculateScatterGatherList(
            DmaAdapter adapter,
            @Nullable Mdl mdl,
            long currentVa,
            int length,
            Pulong scatterGatherListSize,
            @Nullable Pulong numberOfMapRegisters) {
        requireEntry(2, "CalculateScatterGatherList");
        return live(adapter, "CalculateScatterGatherList")
                .lists()
                .calculate(mdl, currentVa, length, scatterGatherListSize, numberOfMapRegisters);
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
        requireEntry(2, "BuildScatterGatherList");
        exactly(Irql.DISPATCH_LEVEL, "BuildScatterGatherList");
        return live(adapter, "BuildScatterGatherList")
                .lists()
                .build(
                        deviceObject,
                        mdl,
                        currentVa,
                        length,
                        executionRoutine,
                        context,
                        writeToDevice,
                        scatterGatherBuffer,
                        scatterGatherBufferLength);
    }

    @Override
    public NtStatus buildMdlFromScatterGatherList(
            DmaAdapter adapter,
            ScatterGatherList scatterGather,
            @Nullable Mdl originalMdl,
            Pmdl targetMdl) {
        requireEntry(2, "BuildMdlFromScatterGatherList");
        atMostDispatch("BuildMdlFromScatterGatherList");
        return live(adapter, "BuildMdlFromScatterGatherList")
                .lists()
                .buildMdl(mm, scatterGather, originalMdl, targetMdl);
    }

    private void requireFree(WaitContextBlock block, DeviceObject deviceObject) {
        if (block.deviceRoutine() != null || adapterControl.isRunning()) {
            throw Rule.WAIT_BLOCK_IN_USE.stop(
                    deviceObject.address(),
                    0,
                    0,
                    (adapterControl.isRunning()
                                    ? "AllocateAdapterChannel for %s inside an AdapterControl"
                                            + " routine; return first"
                                    : "AllocateAdapterChannel for %s, which already waits for"
                                            + " a channel; wait until its"
                                            + " AdapterControl routine has run")
                            .formatted(deviceObject.name()));
        }
    }

    /** What MapTransferEx has mapped may go on from MDL to MDL. */
    private static void requireSingle(RegisterAllocation registers, Mdl mdl, long currentVa) {
        if (registers.chain() != null) {
            throw Rule.FLUSH_MISMATCH.stop(
                    currentVa,
                    0,
                    mdl.address(),
                    "FlushAdapterBuffers of what MapTransferEx has mapped; call"
                            + " FlushAdapterBuffersEx");
        }
    }

    private static RuntimeException notKept(AdapterObject object, long base, int count) {
        RegisterAllocation held = object.channel().registersOf(object);
        if (held != null && held.base() == base) {
            return Rule.WRONG_RELEASE.stop(
                    base,
                    count,
                    object.address(),
                    "FreeMapRegisters of registers that belong to a kept channel;"
                            + " FreeAdapterChannel frees both");
        }
        return Rule.MAP_REGISTERS_NOT_ALLOCATED.stop(
                count,
                base,
                object.address(),
                ("FreeMapRegisters of base 0x%x, which the adapter does not hold; free each"
                                + " allocation once")
                        .formatted(base));
    }
}
