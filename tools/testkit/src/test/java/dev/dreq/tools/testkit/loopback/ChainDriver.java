package dev.dreq.tools.testkit.loopback;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.dma.DeviceDescription;
import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.dma.DmaCompletionStatus;
import dev.dreq.hal.dma.DmaOperations;
import dev.dreq.hal.dma.DmaTransferContext;
import dev.dreq.hal.dma.DmaWidth;
import dev.dreq.hal.dma.PmapRegisterBase;
import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.InterfaceType;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.ke.DueTime;
import dev.dreq.hal.ke.EventType;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Kevent;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pulong;
import java.util.ArrayList;
import java.util.List;

/**
 * A thread's way to a loop-back card by version 3 of the DMA services: a chain of MDLs, mapped
 * piece by piece; the DMA controller's interrupt ends each piece, the card's own is not connected.
 */
final class ChainDriver implements AutoCloseable {
    private final Kernel kernel;
    private final DeviceObject device;
    private final LoopbackCard card;
    private final DmaAdapter adapter;
    private final DmaOperations dma;
    private final int mapRegisters;
    private final DmaTransferContext context;
    private final PmapRegisterBase base;
    private final Pulong length;
    private final Kevent granted;
    private final Kevent completed;

    /** What the completion routine was told, piece by piece. */
    final List<DmaCompletionStatus> completions = new ArrayList<>();

    /** At PASSIVE_LEVEL. */
    ChainDriver(Kernel kernel, DeviceObject device, CmResource.Port ports, CmResource.Dma channel) {
        this.kernel = kernel;
        this.device = device;
        this.card = new LoopbackCard(kernel.hardware(), ports);
        boolean words = (channel.flags() & CmResource.Dma.CM_RESOURCE_DMA_16) != 0;
        DeviceDescription description =
                DeviceDescription.zeroed()
                        .version(DeviceDescription.DEVICE_DESCRIPTION_VERSION3)
                        .interfaceType(InterfaceType.Isa)
                        .dmaChannel(channel.channel())
                        .dmaRequestLine(channel.requestLine())
                        .dmaWidth(words ? DmaWidth.Width16Bits : DmaWidth.Width8Bits)
                        .maximumLength(words ? 0x20000 : 0x10000)
                        .build();
        Pulong count = kernel.mm().newUlong(0);
        DmaAdapter made = kernel.io().getDmaAdapter(null, description, count);
        if (made == null) {
            throw new AssertionError(kernel.dma().refusal().orElseThrow());
        }
        this.adapter = made;
        this.dma = made.dmaOperations();
        this.mapRegisters = count.get();
        this.context = kernel.dma().newTransferContext();
        this.base = kernel.dma().newMapRegisterBase();
        this.length = kernel.mm().newUlong(0);
        this.granted = event("the channel");
        this.completed = event("the completion routine");
    }

    private Kevent event(String name) {
        return kernel.ke().initializeEvent(name, EventType.SynchronizationEvent, false);
    }

    private static void require(NtStatus status) {
        if (status != NtStatus.STATUS_SUCCESS) {
            throw new AssertionError(status);
        }
    }

    /** Takes the channel and all map registers, at once or when it is this one's turn. */
    void takeChannel(boolean synchronous) {
        require(dma.initializeDmaTransferContext(adapter, context));
        int old = kernel.ke().raiseIrql(Irql.DISPATCH_LEVEL);
        require(
                synchronous
                        ? dma.allocateAdapterChannelEx(
                                adapter,
                                device,
                                context,
                                mapRegisters,
                                DmaOperations.DMA_SYNCHRONOUS_CALLBACK,
                                null,
                                null,
                                base)
                        : dma.allocateAdapterChannelEx(
                                adapter,
                                device,
                                context,
                                mapRegisters,
                                0,
                                (object, irp, grantedBase, unused) -> {
                                    base.set(grantedBase);
                                    kernel.ke().setEvent(granted);
                                    return IoAllocationAction.KeepObject;
                                },
                                null,
                                null));
        kernel.ke().lowerIrql(old);
        if (!synchronous) {
            kernel.ke().waitForSingleObject(granted);
        }
    }

    void freeChannel() {
        int old = kernel.ke().raiseIrql(Irql.DISPATCH_LEVEL);
        dma.freeAdapterChannel(adapter);
        kernel.ke().lowerIrql(old);
    }

    /**
     * Moves {@code bytes} of a chain to or from the card's first bytes; how many pieces it took.
     */
    int move(Mdl chain, int offset, int bytes, boolean writeToDevice) {
        int pieces = 0;
        for (int done = 0; done < bytes; pieces++) {
            start(chain, offset + done, bytes - done, done, writeToDevice);
            kernel.ke().waitForSingleObject(completed);
            require(
                    dma.flushAdapterBuffersEx(
                            adapter,
                            chain,
                            base.get(),
                            offset + done,
                            length.get(),
                            writeToDevice));
            done += length.get();
        }
        return pieces;
    }

    private void start(Mdl chain, int offset, int bytes, int cardOffset, boolean writeToDevice) {
        length.set(bytes);
        require(map(chain, offset, writeToDevice));
        card.start(cardOffset, !writeToDevice);
    }

    private NtStatus map(Mdl chain, int offset, boolean writeToDevice) {
        return dma.mapTransferEx(
                adapter,
                chain,
                base.get(),
                offset,
                0,
                length,
                writeToDevice,
                null,
                0,
                (object, deviceObject, unused, status) -> {
                    completions.add(status);
                    kernel.ke().setEvent(completed);
                },
                null);
    }

    /**
     * Moves what one MapTransferEx maps, with a card that has waited for it; the completion routine
     * flushes and frees the channel, before MapTransferEx returns if it comes to that.
     */
    int moveEagerly(Mdl chain, int bytes, boolean writeToDevice) {
        length.set(bytes);
        card.start(0, !writeToDevice);
        require(
                dma.mapTransferEx(
                        adapter,
                        chain,
                        base.get(),
                        0,
                        0,
                        length,
                        writeToDevice,
                        null,
                        0,
                        (object, deviceObject, unused, status) -> {
                            completions.add(status);
                            require(
                                    dma.flushAdapterBuffersEx(
                                            adapter,
                                            chain,
                                            base.get(),
                                            0,
                                            length.get(),
                                            writeToDevice));
                            dma.freeAdapterChannel(adapter);
                            kernel.ke().setEvent(completed);
                        },
                        null));
        kernel.ke().waitForSingleObject(completed);
        return length.get();
    }

    /**
     * Begins to move, cancels after so long, and says how many bytes the card had moved by then.
     */
    int moveAndCancel(Mdl chain, int bytes, boolean writeToDevice, int microseconds) {
        start(chain, 0, bytes, 0, writeToDevice);
        kernel.ke().delayExecutionThread(DueTime.microseconds(microseconds));
        require(dma.cancelMappedTransfer(adapter, context));
        kernel.ke().waitForSingleObject(completed);
        card.stop();
        int mapped = length.get();
        int moved = mapped - dma.readDmaCounter(adapter);
        NtStatus again = map(chain, 0, writeToDevice);
        if (again != NtStatus.STATUS_CANCELLED) {
            throw new AssertionError(again);
        }
        require(dma.flushAdapterBuffersEx(adapter, chain, base.get(), 0, mapped, writeToDevice));
        return moved;
    }

    /** Asks for the channel and takes that back: whether it came in time. */
    boolean askAndCancel() {
        require(dma.initializeDmaTransferContext(adapter, context));
        int old = kernel.ke().raiseIrql(Irql.DISPATCH_LEVEL);
        require(
                dma.allocateAdapterChannelEx(
                        adapter,
                        device,
                        context,
                        mapRegisters,
                        0,
                        (object, irp, grantedBase, unused) -> IoAllocationAction.KeepObject,
                        null,
                        null));
        kernel.ke().lowerIrql(old);
        return dma.cancelAdapterChannel(adapter, device, context);
    }

    @Override
    public void close() {
        dma.putDmaAdapter(adapter);
    }
}
