package dev.dreq.hal.dma;

import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.InterfaceType;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pages;
import dev.dreq.hal.mm.Pulong;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bus master's driver, and the device itself. */
final class Master {
    /** A range of logical addresses, as the device is told of it. */
    record Run(long address, long length) {
        @Override
        public String toString() {
            return "%X+%X".formatted(address, length);
        }
    }

    final Rig rig;
    final DmaAdapter adapter;
    final DmaOperations operations;
    final int registers;
    final DeviceObject device = Rig.device("\\Device\\Master");
    long base = -1;
    int count;

    Master(Rig rig, DeviceDescription.Builder description) {
        this.rig = rig;
        Pulong mapRegisters = rig.mm.newUlong(0);
        DmaAdapter made = rig.getDmaAdapter(description.build(), mapRegisters);
        if (made == null) {
            throw new AssertionError(rig.dma.refusal().orElseThrow());
        }
        adapter = made;
        operations = made.dmaOperations();
        registers = mapRegisters.get();
    }

    /** A PCI device's description, version 2. */
    static DeviceDescription.Builder pci(boolean scatterGather, int bits, int maximumLength) {
        return DeviceDescription.zeroed()
                .version(2)
                .master(true)
                .interfaceType(InterfaceType.PCIBus)
                .scatterGather(scatterGather)
                .dma32BitAddresses(bits >= 32)
                .dma64BitAddresses(bits == 64)
                .maximumLength(maximumLength);
    }

    /** An ISA device's, which reaches 16 MiB and names no channel. */
    static DeviceDescription.Builder isa(boolean scatterGather, int maximumLength) {
        return pci(scatterGather, 24, maximumLength).interfaceType(InterfaceType.Isa).dmaChannel(8);
    }

    /** AllocateAdapterChannel; AdapterControl stores the base and keeps the registers. */
    Master take(int wanted) {
        return take(wanted, IoAllocationAction.DeallocateObjectKeepRegisters);
    }

    Master take(int wanted, IoAllocationAction action) {
        return take(wanted, device, action);
    }

    Master take(int wanted, DeviceObject forDevice, IoAllocationAction action) {
        count = wanted;
        rig.atDispatch(
                () -> {
                    NtStatus status =
                            operations.allocateAdapterChannel(
                                    adapter,
                                    forDevice,
                                    wanted,
                                    (object, irp, mapRegisterBase, context) -> {
                                        base = mapRegisterBase;
                                        return action;
                                    },
                                    null);
                    if (status != NtStatus.STATUS_SUCCESS) {
                        throw new AssertionError(status);
                    }
                });
        return this;
    }

    /** One MapTransfer. */
    Run map(Mdl mdl, long va, long length, boolean writeToDevice) {
        Pulong inOut = rig.mm.newUlong((int) length);
        long[] address = new long[1];
        rig.atDispatch(
                () ->
                        address[0] =
                                operations.mapTransfer(
                                        adapter, mdl, base, va, inOut, writeToDevice));
        return new Run(address[0], Integer.toUnsignedLong(inOut.get()));
    }

    /** MapTransfer until the operation is mapped. */
    List<Run> mapAll(Mdl mdl, long va, long length, boolean writeToDevice) {
        List<Run> runs = new ArrayList<>();
        for (long done = 0; done < length; ) {
            Run run = map(mdl, va + done, length - done, writeToDevice);
            runs.add(run);
            done += run.length;
        }
        return runs;
    }

    boolean flush(Mdl mdl, long va, long length, boolean writeToDevice) {
        boolean[] result = new boolean[1];
        rig.atDispatch(
                () ->
                        result[0] =
                                operations.flushAdapterBuffers(
                                        adapter, mdl, base, va, (int) length, writeToDevice));
        return result[0];
    }

    void freeRegisters() {
        rig.atDispatch(() -> operations.freeMapRegisters(adapter, base, count));
    }

    void freeChannel() {
        rig.atDispatch(() -> operations.freeAdapterChannel(adapter));
    }

    /** The most that an operation from {@code va} on may have. */
    long capacity(long va) {
        return Pages.address(count) - Pages.byteOffset(va);
    }

    NtStatus getList(Mdl mdl, long va, int length, boolean write, DriverListControl routine) {
        NtStatus[] status = new NtStatus[1];
        rig.atDispatch(
                () ->
                        status[0] =
                                operations.getScatterGatherList(
                                        adapter, device, mdl, va, length, routine, null, write));
        return status[0];
    }

    /** GetScatterGatherList, which is granted at once. */
    ScatterGatherList getList(Mdl mdl, long va, int length, boolean write) {
        List<ScatterGatherList> got = new ArrayList<>();
        NtStatus status =
                getList(mdl, va, length, write, (object, irp, list, context) -> got.add(list));
        if (status != NtStatus.STATUS_SUCCESS || got.isEmpty()) {
            throw new AssertionError(status + ", lists: " + got.size());
        }
        return got.get(0);
    }

    void putList(ScatterGatherList list, boolean write) {
        rig.atDispatch(() -> operations.putScatterGatherList(adapter, list, write));
    }

    static List<Run> runs(ScatterGatherList list) {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < list.numberOfElements(); i++) {
            ScatterGatherElement element = list.elements(i);
            runs.add(new Run(element.logicalAddress(), Integer.toUnsignedLong(element.length())));
        }
        return runs;
    }

    /** The device reads all runs. */
    byte[] read(List<Run> runs) {
        byte[] data = new byte[(int) runs.stream().mapToLong(Run::length).sum()];
        int done = 0;
        for (Run run : runs) {
            rig.bus.read(run.address, data, done, (int) run.length);
            done += (int) run.length;
        }
        return data;
    }

    /** The device writes all runs. */
    void write(List<Run> runs, byte[] data) {
        int done = 0;
        for (Run run : runs) {
            rig.bus.write(run.address, data, done, (int) run.length);
            done += (int) run.length;
        }
    }

    DmaStatistics statistics() {
        return ((AdapterObject) adapter).statistics();
    }

    /** What lies in a chain of MDLs. */
    static byte[] contents(Rig rig, @Nullable Mdl first) {
        int length = 0;
        for (Mdl mdl = first; mdl != null; mdl = mdl.next()) {
            length += mdl.byteCount();
        }
        byte[] bytes = new byte[length];
        int done = 0;
        for (Mdl mdl = first; mdl != null; mdl = mdl.next()) {
            for (int i = 0; i < mdl.byteCount(); done++, i++) {
                bytes[done] = (byte) rig.bus.load8(physical(mdl, i));
            }
        }
        return bytes;
    }

    static void fill(Rig rig, @Nullable Mdl first, byte[] data) {
        int done = 0;
        for (Mdl mdl = first; mdl != null; mdl = mdl.next()) {
            for (int i = 0; i < mdl.byteCount(); done++, i++) {
                rig.bus.store8(physical(mdl, i), data[done]);
            }
        }
    }

    private static long physical(Mdl mdl, int index) {
        int at = mdl.byteOffset() + index;
        return Pages.address(mdl.pfn(at >> 12)) + Pages.byteOffset(at);
    }
}
