package dev.dreq.hal.dma;

import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverControl;
import dev.dreq.hal.io.WaitContextBlock;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Mm;
import dev.dreq.hal.mm.Pages;
import dev.dreq.hal.mm.Pulong;
import dev.dreq.hal.verifier.Rule;
import org.jspecify.annotations.Nullable;

/**
 * The table behind every adapter: checks IRQL, adapter and arguments, then leaves the work to the
 * adapter.
 */
final class HalDmaOperations implements DmaOperations {
    /** Through PutScatterGatherList, the thirteenth entry. */
    private static final int SIZE_1 = 13 * 8;

    /** Through BuildMdlFromScatterGatherList, the sixteenth entry. */
    private static final int SIZE_2 = 16 * 8;

    private static final int LOCKED =
            Mdl.MDL_PAGES_LOCKED | Mdl.MDL_SOURCE_IS_NONPAGED_POOL | Mdl.MDL_PARTIAL;

    private final Ke ke;
    private final Mm mm;
    private final AdapterControl adapterControl;
    private final int version;

    /** Version 1 or 2 of the table. */
    HalDmaOperations(Ke ke, Mm mm, AdapterControl adapterControl, int version) {
        this.ke = ke;
        this.mm = mm;
        this.adapterControl = adapterControl;
        this.version = version;
    }

    @Override
    public int size() {
        return version == 1 ? SIZE_1 : SIZE_2;
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
        requireInside(mdl, currentVa, bytes, "FlushAdapterBuffers");
        RegisterAllocation registers =
                object.registers(mapRegisterBase, mdl, currentVa, "FlushAdapterBuffers");
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
        requireLocked(mdl, "MapTransfer");
        long bytes = Integer.toUnsignedLong(length.get());
        if (bytes == 0) {
            throw Rule.ZERO_LENGTH.stop(
                    currentVa, mdl.address(), 0, "MapTransfer of 0 bytes; there is nothing to map");
        }
        requireInside(mdl, currentVa, bytes, "MapTransfer");
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
        requireEntry("CalculateScatterGatherList");
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
        requireEntry("BuildScatterGatherList");
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
        requireEntry("BuildMdlFromScatterGatherList");
        atMostDispatch("BuildMdlFromScatterGatherList");
        return live(adapter, "BuildMdlFromScatterGatherList")
                .lists()
                .buildMdl(mm, scatterGather, originalMdl, targetMdl);
    }

    /** A driver that calls behind the end of its table ends up anywhere. */
    private void requireEntry(String routine) {
        if (version == 1) {
            throw new BugCheck(
                    BugCheckCode.KMODE_EXCEPTION_NOT_HANDLED,
                    NtStatus.STATUS_ACCESS_VIOLATION.value(),
                    0,
                    0,
                    0,
                    "%s is not in a table of 0x%x bytes; describe the device in version 2, and look at Size"
                            .formatted(routine, SIZE_1));
        }
    }

    private void exactly(int required, String routine) {
        int current = ke.getCurrentIrql();
        if (current != required) {
            throw wrongIrql(
                    1, required, current, routine + " at " + Irql.name(current) + "; call it at ");
        }
    }

    private void atMostDispatch(String routine) {
        int current = ke.getCurrentIrql();
        if (current > Irql.DISPATCH_LEVEL) {
            throw wrongIrql(
                    2,
                    Irql.DISPATCH_LEVEL,
                    current,
                    routine + " at " + Irql.name(current) + "; call it at or below ");
        }
    }

    private static RuntimeException wrongIrql(int rule, int required, int current, String words) {
        return Rule.WRONG_IRQL.stop(rule, required, current, words + Irql.name(required));
    }

    private AdapterObject live(@Nullable DmaAdapter adapter, String routine) {
        if (adapter == null) {
            throw Rule.ADAPTER_NULL.stop(
                    0, 0, 0, routine + " without an adapter; pass what IoGetDmaAdapter returned");
        }
        if (adapter instanceof AdapterObject object
                && object.operations() == this
                && !object.isReleased()) {
            ke.trace().operation(object.channel().name(), routine, ke.getCurrentIrql());
            return object;
        }
        throw Rule.ADAPTER_RELEASED.stop(
                adapter.address(),
                0,
                0,
                routine
                        + " with an adapter that PutDmaAdapter released, or that is not of this kernel; put an adapter last of all");
    }

    private void requireFree(WaitContextBlock block, DeviceObject deviceObject) {
        if (block.deviceRoutine() != null || adapterControl.isRunning()) {
            throw Rule.WAIT_BLOCK_IN_USE.stop(
                    deviceObject.address(),
                    0,
                    0,
                    (adapterControl.isRunning()
                                    ? "AllocateAdapterChannel for %s inside an AdapterControl routine; return first"
                                    : "AllocateAdapterChannel for %s, which already waits for a channel; wait until its"
                                            + " AdapterControl routine has run")
                            .formatted(deviceObject.name()));
        }
    }

    /** Every routine that maps a buffer asks this of each of its MDLs. */
    static void requireLocked(Mdl mdl, String routine) {
        if ((mdl.mdlFlags() & LOCKED) == 0) {
            throw Rule.BUFFER_NOT_LOCKED.stop(
                    mdl.address(),
                    mdl.mdlFlags(),
                    0,
                    routine
                            + " of an MDL without locked pages; call MmProbeAndLockPages or"
                            + " MmBuildMdlForNonPagedPool first");
        }
    }

    /**
     * The bytes lie inside the MDL, or reach beyond it into the rest of its last page, which is
     * tolerated.
     */
    private static void requireInside(Mdl mdl, long currentVa, long length, String routine) {
        long start = mdl.startVa() + mdl.byteOffset();
        long offset = currentVa - start;
        long byteCount = Integer.toUnsignedLong(mdl.byteCount());
        int rule = 0;
        if (offset < 0) {
            rule = 1;
        } else if (offset >= byteCount) {
            rule = 2;
        } else if (currentVa + length > Pages.roundToPages(start + byteCount)) {
            rule = 3;
        }
        if (rule != 0) {
            throw Rule.OUTSIDE_MDL.stop(
                    rule,
                    rule == 3 ? mdl.address() : currentVa,
                    rule == 3 ? length : mdl.address(),
                    "%s of 0x%x bytes at 0x%x, but the MDL describes 0x%x bytes at 0x%x; begin at MmGetMdlVirtualAddress"
                            .formatted(routine, length, currentVa, byteCount, start));
        }
    }

    private static RuntimeException notKept(AdapterObject object, long base, int count) {
        RegisterAllocation held = object.channel().registersOf(object);
        if (held != null && held.base() == base) {
            return Rule.WRONG_RELEASE.stop(
                    base,
                    count,
                    object.address(),
                    "FreeMapRegisters of registers that belong to a kept channel; FreeAdapterChannel frees both");
        }
        return Rule.MAP_REGISTERS_NOT_ALLOCATED.stop(
                count,
                base,
                object.address(),
                "FreeMapRegisters of base 0x%x, which the adapter does not hold; free each allocation once"
                        .formatted(base));
    }
}
