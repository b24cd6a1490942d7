package dev.dreq.tools.testkit.coherent;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.dma.DeviceDescription;
import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.dma.DmaOperations;
import dev.dreq.hal.dma.DmaSpeed;
import dev.dreq.hal.dma.DmaWidth;
import dev.dreq.hal.dma.PmapRegisterBase;
import dev.dreq.hal.dma.ScatterGatherList;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.InterfaceType;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.AccessMode;
import dev.dreq.hal.mm.LockOperation;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.MdlPagePriority;
import dev.dreq.hal.mm.Pages;
import dev.dreq.hal.mm.Placement;
import dev.dreq.hal.mm.Pulong;
import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;

/**
 * A loop-back slave on a machine with or without a cache that it does not see, and a driver's calls
 * in reach of a test, one by one, to be left out or made too late. It waits for the card by looking
 * at its status.
 */
final class PolledCard implements AutoCloseable {
    private static final int CONTROL = 0x340;
    private static final int STATUS = 0x341;
    private static final int DATA_OFFSET = 0x350;
    private static final int DATA = 0x354;

    private static final int START = 0x01;
    private static final int TO_MEMORY = 0x02;
    private static final int DONE = 0x02;

    private final Machine machine;
    private final Kernel kernel;
    private final DeviceObject device;
    private final DmaAdapter adapter;
    private final DmaOperations dma;
    private final Pulong length;
    private final PmapRegisterBase granted;
    private long mapRegisterBase;

    PolledCard(boolean coherent) {
        machine =
                Machine.builder()
                        .memory(4 << 20)
                        .coherent(coherent)
                        .catalog(PluginCatalog.ofClassPath())
                        .device("i8237", Map.of())
                        .device("loopback-slave", Map.of())
                        .build();
        kernel = new Kernel(machine.cpu(), KernelOptions.defaults());
        var driver = kernel.io().loadDriver("Polled", (k, loaded) -> NtStatus.STATUS_SUCCESS);
        device =
                Objects.requireNonNull(
                        kernel.io().createDevice(driver, null, "\\Device\\Polled", 0x22, 0));
        length = kernel.mm().newUlong(0);
        adapter =
                Objects.requireNonNull(
                        kernel.dma().getDmaAdapter(null, InterfaceType.Isa, description(), length));
        dma = adapter.dmaOperations();
        granted = kernel.dma().newMapRegisterBase();
    }

    private static DeviceDescription description() {
        return DeviceDescription.zeroed()
                .version(DeviceDescription.DEVICE_DESCRIPTION_VERSION3)
                .dmaChannel(1)
                .dmaRequestLine(1)
                .interfaceType(InterfaceType.Isa)
                .dmaWidth(DmaWidth.Width8Bits)
                .dmaSpeed(DmaSpeed.Compatible)
                .maximumLength(0x10000)
                .build();
    }

    /** A user buffer in page frames side by side, where the controller reaches it. */
    long buffer(int firstFrame, int offset, int bytes) {
        Long[] frames =
                LongStream.range(
                                firstFrame,
                                firstFrame + Pages.addressAndSizeToSpanPages(offset, bytes))
                        .boxed()
                        .toArray(Long[]::new);
        return kernel.mm()
                .allocateVirtualMemory(bytes, Placement.inFrames(frames).atOffset(offset));
    }

    void store(long va, byte[] bytes) {
        kernel.mm().write(va, bytes, 0, bytes.length);
    }

    byte[] load(long va, int bytes) {
        byte[] loaded = new byte[bytes];
        kernel.mm().read(va, loaded, 0, bytes);
        return loaded;
    }

    Mdl locked(long va, int bytes) {
        Mdl mdl = Objects.requireNonNull(kernel.io().allocateMdl(va, bytes, false, false, null));
        kernel.mm().probeAndLockPages(mdl, AccessMode.UserMode, LockOperation.IoModifyAccess);
        return mdl;
    }

    /** KeFlushIoBuffers. */
    void keFlush(Mdl mdl, boolean writeToDevice) {
        kernel.ke().flushIoBuffers(mdl, !writeToDevice, true);
    }

    /** AllocateAdapterChannel, MapTransfer, and the card's work. Raises to DISPATCH_LEVEL. */
    void transfer(Mdl mdl, boolean writeToDevice) {
        kernel.ke().raiseIrql(Irql.DISPATCH_LEVEL);
        dma.allocateAdapterChannel(
                adapter,
                device,
                2,
                (owner, irp, base, context) -> {
                    mapRegisterBase = base;
                    length.set(kernel.mm().getMdlByteCount(mdl));
                    long va = kernel.mm().getMdlVirtualAddress(mdl);
                    dma.mapTransfer(adapter, mdl, base, va, length, writeToDevice);
                    return IoAllocationAction.KeepObject;
                },
                null);
        work(writeToDevice);
    }

    /** FlushAdapterBuffers. */
    void flush(Mdl mdl, boolean writeToDevice) {
        long va = kernel.mm().getMdlVirtualAddress(mdl);
        dma.flushAdapterBuffers(adapter, mdl, mapRegisterBase, va, length.get(), writeToDevice);
    }

    /**
     * AllocateAdapterChannelEx, MapTransferEx from the first of a chain of MDLs on, and the card's
     * work. Raises to DISPATCH_LEVEL.
     */
    void transferEx(Mdl mdl, int bytes, boolean writeToDevice) {
        kernel.ke().raiseIrql(Irql.DISPATCH_LEVEL);
        var context = kernel.dma().newTransferContext();
        dma.initializeDmaTransferContext(adapter, context);
        dma.allocateAdapterChannelEx(
                adapter,
                device,
                context,
                3,
                DmaOperations.DMA_SYNCHRONOUS_CALLBACK,
                null,
                null,
                granted);
        length.set(bytes);
        dma.mapTransferEx(
                adapter, mdl, granted.get(), 0, 0, length, writeToDevice, null, 0, null, null);
        work(writeToDevice);
    }

    /** FlushAdapterBuffersEx. */
    void flushEx(Mdl mdl, boolean writeToDevice) {
        dma.flushAdapterBuffersEx(adapter, mdl, granted.get(), 0, length.get(), writeToDevice);
    }

    /** AllocateCommonBufferEx. */
    long commonBuffer(int bytes, boolean cacheEnabled) {
        return dma.allocateCommonBufferEx(
                adapter, null, bytes, kernel.dma().newPhysicalAddress(), cacheEnabled, 0);
    }

    /** An MDL of nonpaged memory. */
    Mdl nonPaged(long va, int bytes) {
        Mdl mdl = kernel.mm().createMdl(va, bytes);
        kernel.mm().buildMdlForNonPagedPool(mdl);
        return mdl;
    }

    /** FreeAdapterChannel. Lowers to PASSIVE_LEVEL. */
    void free() {
        dma.freeAdapterChannel(adapter);
        kernel.ke().lowerIrql(Irql.PASSIVE_LEVEL);
    }

    /**
     * GetScatterGatherList from the first of a chain of MDLs on, and the card's work. Raises to
     * DISPATCH_LEVEL.
     */
    ScatterGatherList transferByList(Mdl mdl, int bytes, boolean writeToDevice) {
        kernel.ke().raiseIrql(Irql.DISPATCH_LEVEL);
        ScatterGatherList[] delivered = new ScatterGatherList[1];
        long va = kernel.mm().getMdlVirtualAddress(mdl);
        dma.getScatterGatherList(
                adapter,
                device,
                mdl,
                va,
                bytes,
                (owner, irp, list, context) -> delivered[0] = list,
                null,
                writeToDevice);
        work(writeToDevice);
        return delivered[0];
    }

    /** PutScatterGatherList. Lowers to PASSIVE_LEVEL. */
    void put(ScatterGatherList list, boolean writeToDevice) {
        dma.putScatterGatherList(adapter, list, writeToDevice);
        kernel.ke().lowerIrql(Irql.PASSIVE_LEVEL);
    }

    private void work(boolean writeToDevice) {
        kernel.hardware().writePortUchar(CONTROL, START | (writeToDevice ? 0 : TO_MEMORY));
        while ((kernel.hardware().readPortUchar(STATUS) & DONE) == 0) {
            kernel.ke().stallExecutionProcessor(1);
        }
    }

    /** How many bytes went through map registers. */
    long bouncedBytes() {
        return kernel.dma().statistics().get(0).bouncedBytes();
    }

    /** Puts bytes on the card, by its ports. */
    void fill(byte[] bytes) {
        machine.bus().out32(DATA_OFFSET, 0);
        for (byte value : bytes) {
            machine.bus().out8(DATA, value);
        }
    }

    /** The card's first bytes, by its ports. */
    byte[] contents(int bytes) {
        machine.bus().out32(DATA_OFFSET, 0);
        byte[] contents = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            contents[i] = (byte) machine.bus().in8(DATA);
        }
        return contents;
    }

    /** A driver's own address of a buffer, for any IRQL. */
    long systemVa(Mdl mdl) {
        return kernel.mm().getSystemAddressForMdlSafe(mdl, MdlPagePriority.NormalPagePriority);
    }

    @Override
    public void close() {
        kernel.close();
        machine.close();
    }
}
