package dev.dreq.tools.bench.hal;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.dma.DeviceDescription;
import dev.dreq.hal.dma.Dma;
import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.dma.DmaOperations;
import dev.dreq.hal.dma.DriverListControl;
import dev.dreq.hal.dma.ScatterGatherList;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverControl;
import dev.dreq.hal.io.InterfaceType;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.AccessMode;
import dev.dreq.hal.mm.LockOperation;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.MdlPagePriority;
import dev.dreq.hal.mm.Placement;
import dev.dreq.hal.mm.Pulong;
import dev.dreq.machine.Machine;
import dev.dreq.plugin.cpu.CpuBus;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A bus master's driver, step by step, on a machine without the device; at DISPATCH_LEVEL. */
public final class MasterDriver implements AutoCloseable {

    private static final int PAGE = 4096;
    private static final int FILE_DEVICE_UNKNOWN = 0x22;
    private static final int MAXIMUM_LENGTH = 256 << 20;

    private final Machine machine;
    private final Kernel kernel;
    private final DeviceObject device;
    private final DmaAdapter adapter;
    private final DmaOperations operations;
    private final Pulong length;
    private final DriverControl keepRegisters = this::keepRegisters;
    private final DriverControl keepObject =
            (object, irp, mapRegisterBase, context) -> IoAllocationAction.KeepObject;
    private final DriverListControl keepList = this::keepList;
    private long base;
    private @Nullable ScatterGatherList list;

    /**
     * Starts a kernel, and a driver on it.
     *
     * @param addressBits of its device: 32 or 64
     */
    public MasterDriver(long memory, int addressBits) {
        this(memory, addressBits, Kernel::dma);
    }

    private MasterDriver(long memory, int addressBits, Function<Kernel, Dma> services) {
        machine = Machine.builder().memory(memory).build();
        kernel = new Kernel(machine.cpu(), KernelOptions.defaults());
        device = newDevice();
        DeviceDescription description =
                DeviceDescription.zeroed()
                        .version(2)
                        .master(true)
                        .scatterGather(true)
                        .dma32BitAddresses(true)
                        .dma64BitAddresses(addressBits == 64)
                        .interfaceType(InterfaceType.PCIBus)
                        .maximumLength(MAXIMUM_LENGTH)
                        .build();
        length = kernel.mm().newUlong(0);
        adapter =
                Objects.requireNonNull(
                        services.apply(kernel)
                                .getDmaAdapter(null, InterfaceType.PCIBus, description, length));
        operations = adapter.dmaOperations();
        kernel.ke().raiseIrql(Irql.DISPATCH_LEVEL);
    }

    /** A driver whose DMA services were made without a verifier, not with one that is off. */
    static MasterDriver withoutVerifier(long memory) {
        return new MasterDriver(
                memory,
                64,
                kernel ->
                        new Dma(kernel.ke(), kernel.mm(), kernel.bus(), KernelOptions.defaults()));
    }

    private DeviceObject newDevice() {
        DeviceObject[] made = new DeviceObject[1];
        kernel.io()
                .loadDriver(
                        "bench",
                        (on, driver) -> {
                            made[0] =
                                    on.io()
                                            .createDevice(
                                                    driver,
                                                    null,
                                                    "\\Device\\Bench",
                                                    FILE_DEVICE_UNKNOWN,
                                                    0);
                            return NtStatus.STATUS_SUCCESS;
                        });
        return made[0];
    }

    private IoAllocationAction keepRegisters(
            DeviceObject object,
            @Nullable Irp irp,
            long mapRegisterBase,
            @Nullable Object context) {
        base = mapRegisterBase;
        return IoAllocationAction.DeallocateObjectKeepRegisters;
    }

    private void keepList(
            DeviceObject object,
            @Nullable Irp irp,
            ScatterGatherList scatterGather,
            @Nullable Object context) {
        list = scatterGather;
    }

    /** A locked buffer. */
    public Mdl buffer(int bytes, Placement placement) {
        int old = kernel.ke().getCurrentIrql();
        kernel.ke().lowerIrql(Irql.PASSIVE_LEVEL);
        long va = kernel.mm().allocateVirtualMemory(bytes, placement);
        Mdl mdl = kernel.mm().createMdl(va, bytes);
        kernel.mm().probeAndLockPages(mdl, AccessMode.KernelMode, LockOperation.IoModifyAccess);
        kernel.ke().raiseIrql(old);
        return mdl;
    }

    /** A locked buffer whose pages follow each other in physical memory. */
    Mdl contiguous(int bytes, long physicalAddress) {
        Long[] frames = new Long[bytes / PAGE];
        Arrays.setAll(frames, i -> physicalAddress / PAGE + i);
        return buffer(bytes, Placement.inFrames(frames));
    }

    /** Writes into a locked buffer. */
    void fill(Mdl mdl, byte[] content) {
        long va = kernel.mm().getSystemAddressForMdlSafe(mdl, MdlPagePriority.NormalPagePriority);
        kernel.mm().write(va, content, 0, content.length);
    }

    /** What a locked buffer holds. */
    byte[] content(Mdl mdl, int bytes) {
        long va = kernel.mm().getSystemAddressForMdlSafe(mdl, MdlPagePriority.NormalPagePriority);
        byte[] content = new byte[bytes];
        kernel.mm().read(va, content, 0, bytes);
        return content;
    }

    /** All that one operation needs: the registers, the mapping, the flush. */
    long packet(Mdl mdl, int bytes, int registers) {
        allocateRegisters(registers);
        long address = map(mdl, bytes, true);
        flush(mdl, bytes, true);
        freeRegisters(registers);
        return address;
    }

    /** Physical memory. */
    CpuBus bus() {
        return kernel.bus();
    }

    /** AllocateAdapterChannel; AdapterControl keeps the registers, and lets the channel go. */
    void allocateRegisters(int count) {
        allocate(count, keepRegisters);
    }

    /** AllocateAdapterChannel and FreeAdapterChannel; AdapterControl keeps the channel. */
    void allocateAndFreeChannel(int count) {
        allocate(count, keepObject);
        operations.freeAdapterChannel(adapter);
    }

    private void allocate(int count, DriverControl control) {
        NtStatus status = operations.allocateAdapterChannel(adapter, device, count, control, null);
        if (status != NtStatus.STATUS_SUCCESS) {
            throw new IllegalStateException(status.toString());
        }
    }

    /** FreeMapRegisters. */
    void freeRegisters(int count) {
        operations.freeMapRegisters(adapter, base, count);
    }

    /** One MapTransfer of a whole buffer that it can map at once; its logical address. */
    long map(Mdl mdl, int bytes, boolean writeToDevice) {
        length.set(bytes);
        long va = mdl.startVa() + mdl.byteOffset();
        long address = operations.mapTransfer(adapter, mdl, base, va, length, writeToDevice);
        if (length.get() != bytes) {
            throw new IllegalStateException("mapped %d of %d".formatted(length.get(), bytes));
        }
        return address;
    }

    /** FlushAdapterBuffers of a whole buffer. */
    boolean flush(Mdl mdl, int bytes, boolean writeToDevice) {
        long va = mdl.startVa() + mdl.byteOffset();
        return operations.flushAdapterBuffers(adapter, mdl, base, va, bytes, writeToDevice);
    }

    /** GetScatterGatherList of a whole buffer, which is granted at once. */
    public ScatterGatherList getList(Mdl mdl, int bytes, boolean writeToDevice) {
        long va = mdl.startVa() + mdl.byteOffset();
        list = null;
        operations.getScatterGatherList(
                adapter, device, mdl, va, bytes, keepList, null, writeToDevice);
        return Objects.requireNonNull(list);
    }

    /** PutScatterGatherList. */
    public void putList(ScatterGatherList scatterGather, boolean writeToDevice) {
        operations.putScatterGatherList(adapter, scatterGather, writeToDevice);
    }

    @Override
    public void close() {
        kernel.ke().lowerIrql(Irql.PASSIVE_LEVEL);
        kernel.close();
        machine.close();
    }
}
