package dev.dreq.hal.dma;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverControl;
import dev.dreq.hal.io.InterfaceType;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.io.WaitContextBlock;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.AccessMode;
import dev.dreq.hal.mm.LockOperation;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Mm;
import dev.dreq.hal.mm.Pages;
import dev.dreq.hal.mm.Placement;
import dev.dreq.hal.mm.Pulong;
import dev.dreq.plugin.cpu.CpuBus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The DMA services on a bus, and a driver's steps in short. */
final class Rig {
    final CpuBus bus;
    final Ke ke;
    final Mm mm;
    final Dma dma;

    /** With the map registers where the memory manager has room for them. */
    Rig(CpuBus bus, KernelOptions options) {
        this.bus = bus;
        this.ke = new Ke(bus);
        this.mm = new Mm(bus, ke, options);
        this.dma = new Dma(ke, mm, bus, options);
    }

    /** With {@code count} map registers at a physical address, for all devices. */
    Rig(CpuBus bus, KernelOptions options, long registers, int count) {
        this.bus = bus;
        this.ke = new Ke(bus);
        this.mm = new Mm(bus, ke, options);
        MapRegisterPool pool = new MapRegisterPool(registers, count, 0x9000);
        this.dma = new Dma(ke, mm, bus, options, new MapRegisterPools(ke, mm, options, pool, pool));
    }

    /** 16 map registers at 50000, where the examples have them. */
    static Rig ofExamples(CpuBus bus) {
        return new Rig(bus, KernelOptions.defaults(), 0x50000, 16);
    }

    /** The services of a whole kernel. */
    Rig(Kernel kernel) {
        this.bus = kernel.bus();
        this.ke = kernel.ke();
        this.mm = kernel.mm();
        this.dma = kernel.dma();
    }

    static DeviceDescription.Builder on(int channel) {
        return DeviceDescription.zeroed()
                .version(2)
                .interfaceType(InterfaceType.Isa)
                .dmaChannel(channel)
                .dmaWidth(channel < 4 ? DmaWidth.Width8Bits : DmaWidth.Width16Bits);
    }

    Slave slave(DeviceDescription.Builder description) {
        return new Slave(description.build());
    }

    @Nullable DmaAdapter getDmaAdapter(DeviceDescription description, Pulong count) {
        return dma.getDmaAdapter(null, description.interfaceType(), description, count);
    }

    /** A locked buffer; {@code frames} are its page frames. */
    Mdl buffer(int offset, int length, Long... frames) {
        return locked(
                mm.allocateVirtualMemory(length, Placement.inFrames(frames).atOffset(offset)),
                length);
    }

    Mdl scattered(int offset, int length, long above) {
        Placement placement = Placement.scattered().atOffset(offset).above(above);
        return locked(mm.allocateVirtualMemory(length, placement), length);
    }

    private Mdl locked(long va, int length) {
        if (va == 0) {
            throw new AssertionError("no memory for the test's buffer");
        }
        Mdl mdl = mm.createMdl(va, length);
        mm.probeAndLockPages(mdl, AccessMode.KernelMode, LockOperation.IoModifyAccess);
        return mdl;
    }

    void atDispatch(Runnable body) {
        int old = ke.raiseIrql(Irql.DISPATCH_LEVEL);
        try {
            body.run();
        } finally {
            ke.lowerIrql(old);
        }
    }

    static DeviceObject device(String name) {
        return device(name, null);
    }

    static DeviceObject device(String name, @Nullable Irp currentIrp) {
        DeviceObject device = mock(DeviceObject.class, withSettings().stubOnly());
        when(device.name()).thenReturn(name);
        when(device.waitContextBlock()).thenReturn(new WaitBlock());
        when(device.currentIrp()).thenReturn(currentIrp);
        return device;
    }

    private static final class WaitBlock implements WaitContextBlock {
        private @Nullable DriverControl routine;
        private @Nullable Object context;
        private int registers;
        private @Nullable Irp irp;

        @Override
        public @Nullable DriverControl deviceRoutine() {
            return routine;
        }

        @Override
        public @Nullable Object deviceContext() {
            return context;
        }

        @Override
        public int numberOfMapRegisters() {
            return registers;
        }

        @Override
        public @Nullable Irp currentIrp() {
            return irp;
        }

        @Override
        public void set(
                DriverControl newRoutine,
                @Nullable Object newContext,
                int newRegisters,
                @Nullable Irp newIrp) {
            routine = newRoutine;
            context = newContext;
            registers = newRegisters;
            irp = newIrp;
        }

        @Override
        public void clear() {
            routine = null;
            context = null;
            registers = 0;
            irp = null;
        }
    }

    /** A slave's driver. */
    final class Slave {
        final DmaAdapter adapter;
        final DmaOperations operations;
        final int registers;
        final DeviceObject device = device("\\Device\\Slave");
        long base = -1;

        private Slave(DeviceDescription description) {
            Pulong count = mm.newUlong(0);
            DmaAdapter made = getDmaAdapter(description, count);
            if (made == null) {
                throw new AssertionError(dma.refusal().orElseThrow());
            }
            adapter = made;
            operations = made.dmaOperations();
            registers = count.get();
        }

        /** Takes the channel with so many registers; AdapterControl stores the base. */
        Slave take(int count) {
            atDispatch(
                    () -> {
                        NtStatus status =
                                operations.allocateAdapterChannel(
                                        adapter, device, count, keep(), null);
                        if (status != NtStatus.STATUS_SUCCESS) {
                            throw new AssertionError(status);
                        }
                    });
            return this;
        }

        DriverControl keep() {
            return (deviceObject, irp, mapRegisterBase, context) -> {
                base = mapRegisterBase;
                return IoAllocationAction.KeepObject;
            };
        }

        /** MapTransfer; returns the length it left. */
        int map(Mdl mdl, long va, int length, boolean writeToDevice) {
            Pulong inOut = mm.newUlong(length);
            atDispatch(() -> operations.mapTransfer(adapter, mdl, base, va, inOut, writeToDevice));
            return inOut.get();
        }

        boolean flush(Mdl mdl, long va, int length, boolean writeToDevice) {
            boolean[] result = new boolean[1];
            atDispatch(
                    () ->
                            result[0] =
                                    operations.flushAdapterBuffers(
                                            adapter, mdl, base, va, length, writeToDevice));
            return result[0];
        }

        void free() {
            atDispatch(() -> operations.freeAdapterChannel(adapter));
        }

        /** The lengths of the operations that a careful driver needs for the whole buffer. */
        List<Integer> split(Mdl mdl) {
            List<Integer> lengths = new ArrayList<>();
            long va = mm.getMdlVirtualAddress(mdl);
            long end = va + mm.getMdlByteCount(mdl);
            take((int) Math.min(Pages.addressAndSizeToSpanPages(va, end - va), registers));
            while (va < end) {
                int length = (int) Math.min(end - va, capacity(va));
                if (map(mdl, va, length, true) != length) {
                    throw new AssertionError("MapTransfer shortened an operation of " + length);
                }
                flush(mdl, va, length, true);
                lengths.add(length);
                va += length;
            }
            free();
            return lengths;
        }

        long capacity(long va) {
            return Pages.address(registers) - Pages.byteOffset(va);
        }
    }
}
