package dev.dreq.tools.drivers.floppy;

import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.dma.DmaOperations;
import dev.dreq.hal.dma.DriverListControl;
import dev.dreq.hal.dma.Pmdl;
import dev.dreq.hal.dma.PphysicalAddress;
import dev.dreq.hal.dma.ScatterGatherList;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverControl;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pulong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An adapter that says what it is asked before another one does it; addresses are told relative to
 * the MDL's.
 */
record WatchedAdapter(DmaAdapter real, Consumer<String> note) implements DmaAdapter, DmaOperations {

    private static long offset(Mdl mdl, long va) {
        return va - mdl.startVa() - mdl.byteOffset();
    }

    @Override
    public long address() {
        return real.address();
    }

    @Override
    public DmaOperations dmaOperations() {
        return this;
    }

    @Override
    public int size() {
        return real.dmaOperations().size();
    }

    @Override
    public void putDmaAdapter(DmaAdapter adapter) {
        note.accept("PutDmaAdapter");
        real.dmaOperations().putDmaAdapter(real);
    }

    @Override
    public long allocateCommonBuffer(
            DmaAdapter adapter, int length, PphysicalAddress logicalAddress, boolean cacheEnabled) {
        throw new AssertionError("AllocateCommonBuffer");
    }

    @Override
    public void freeCommonBuffer(
            DmaAdapter adapter,
            int length,
            long logicalAddress,
            long virtualAddress,
            boolean cacheEnabled) {
        throw new AssertionError("FreeCommonBuffer");
    }

    @Override
    public NtStatus allocateAdapterChannel(
            DmaAdapter adapter,
            DeviceObject deviceObject,
            int numberOfMapRegisters,
            DriverControl executionRoutine,
            @Nullable Object context) {
        note.accept("AllocateAdapterChannel(%d)".formatted(numberOfMapRegisters));
        return real.dmaOperations()
                .allocateAdapterChannel(
                        real, deviceObject, numberOfMapRegisters, executionRoutine, context);
    }

    @Override
    public boolean flushAdapterBuffers(
            DmaAdapter adapter,
            Mdl mdl,
            long mapRegisterBase,
            long currentVa,
            int length,
            boolean writeToDevice) {
        note.accept(
                "FlushAdapterBuffers(%d, %d, %b)"
                        .formatted(offset(mdl, currentVa), length, writeToDevice));
        return real.dmaOperations()
                .flushAdapterBuffers(real, mdl, mapRegisterBase, currentVa, length, writeToDevice);
    }

    @Override
    public void freeAdapterChannel(DmaAdapter adapter) {
        note.accept("FreeAdapterChannel");
        real.dmaOperations().freeAdapterChannel(real);
    }

    @Override
    public void freeMapRegisters(
            DmaAdapter adapter, long mapRegisterBase, int numberOfMapRegisters) {
        throw new AssertionError("FreeMapRegisters");
    }

    @Override
    public long mapTransfer(
            DmaAdapter adapter,
            Mdl mdl,
            long mapRegisterBase,
            long currentVa,
            Pulong length,
            boolean writeToDevice) {
        note.accept(
                "MapTransfer(%d, %d, %b)"
                        .formatted(offset(mdl, currentVa), length.get(), writeToDevice));
        real.dmaOperations()
                .mapTransfer(real, mdl, mapRegisterBase, currentVa, length, writeToDevice);
        return 0xdead_beefL; // what a slave's driver must not look at
    }

    @Override
    public int getDmaAlignment(DmaAdapter adapter) {
        return real.dmaOperations().getDmaAlignment(real);
    }

    @Override
    public int readDmaCounter(DmaAdapter adapter) {
        throw new AssertionError("ReadDmaCounter");
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
        throw new AssertionError("GetScatterGatherList");
    }

    @Override
    public void putScatterGatherList(
            DmaAdapter adapter, ScatterGatherList scatterGather, boolean writeToDevice) {
        throw new AssertionError("PutScatterGatherList");
    }

    @Override
    public NtStatus calculateScatterGatherList(
            DmaAdapter adapter,
            @Nullable Mdl mdl,
            long currentVa,
            int length,
            Pulong scatterGatherListSize,
            @Nullable Pulong numberOfMapRegisters) {
        throw new AssertionError("CalculateScatterGatherList");
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
        throw new AssertionError("BuildScatterGatherList");
    }

    @Override
    public NtStatus buildMdlFromScatterGatherList(
            DmaAdapter adapter,
            ScatterGatherList scatterGather,
            @Nullable Mdl originalMdl,
            Pmdl targetMdl) {
        throw new AssertionError("BuildMdlFromScatterGatherList");
    }
}
