package dev.dreq.tools.testkit.loopback;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.dma.DmaOperations;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.io.IoParameters;
import dev.dreq.hal.io.IoStackLocation;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.io.IrpMajor;
import dev.dreq.hal.ke.Kdpc;
import dev.dreq.hal.ke.Kinterrupt;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pages;
import dev.dreq.hal.mm.Pulong;
import org.jspecify.annotations.Nullable;

/**
 * Packet-based system DMA: one IRP at a time, in as many operations as its map registers ask for.
 *
 * <pre>
 * StartIo         AllocateAdapterChannel
 * AdapterControl    MapTransfer, start the card
 * ISR                 quiet the card, IoRequestDpc
 * DpcForIsr             ReadDmaCounter, FlushAdapterBuffers
 *                         more to do: MapTransfer, start the card
 *                         else: FreeAdapterChannel, complete, IoStartNextPacket
 * </pre>
 */
final class PacketTransfer {
    private final Kernel kernel;
    private final DeviceObject device;
    private final LoopbackCard card;
    private final DmaAdapter adapter;
    private final DmaOperations dma;
    private final int mapRegisters;
    private final Pulong length;

    /** Of the current IRP: its buffer, which way, and how much of it is done. */
    private @Nullable Mdl mdl;

    private boolean writeToDevice;
    private int cardOffset;
    private long mapRegisterBase;
    private int done;

    /** Bytes of the operation in progress. */
    private int operation;

    PacketTransfer(
            Kernel kernel,
            DeviceObject device,
            LoopbackCard card,
            DmaAdapter adapter,
            int mapRegisters) {
        this.kernel = kernel;
        this.device = device;
        this.card = card;
        this.adapter = adapter;
        this.dma = adapter.dmaOperations();
        this.mapRegisters = mapRegisters;
        this.length = kernel.mm().newUlong(0);
    }

    /** DRIVER_STARTIO: gets in line for the channel. DISPATCH_LEVEL. */
    void startIo(Irp irp) {
        IoStackLocation stack = kernel.io().getCurrentIrpStackLocation(irp);
        writeToDevice = stack.majorFunction() == IrpMajor.IRP_MJ_WRITE;
        cardOffset = (int) ((IoParameters.ReadWrite) stack.parameters()).byteOffset();
        mdl = irp.mdlAddress();
        done = 0;
        kernel.ke().flushIoBuffers(mdl, !writeToDevice, true);

        long pages = Pages.addressAndSizeToSpanPages(currentVa(), remaining());
        NtStatus status =
                dma.allocateAdapterChannel(
                        adapter,
                        device,
                        (int) Math.min(pages, mapRegisters),
                        this::adapterControl,
                        null);
        if (!status.isSuccess()) {
            complete(irp, status);
        }
    }

    /** DRIVER_CONTROL: channel and map registers are ours until FreeAdapterChannel. */
    private IoAllocationAction adapterControl(
            DeviceObject deviceObject,
            @Nullable Irp irp,
            long grantedBase,
            @Nullable Object context) {
        mapRegisterBase = grantedBase;
        startOperation();
        return IoAllocationAction.KeepObject;
    }

    private void startOperation() {
        operation = (int) Math.min(remaining(), capacity());
        length.set(operation);
        dma.mapTransfer(adapter, mdl, mapRegisterBase, currentVa(), length, writeToDevice);
        card.start(cardOffset + done, !writeToDevice);
    }

    /** What the map registers hold from CurrentVa on: its page is not all ours. */
    private long capacity() {
        return Pages.address(mapRegisters) - Pages.byteOffset(currentVa());
    }

    /** KSERVICE_ROUTINE: was it us? At the device's IRQL. */
    boolean service(Kinterrupt interrupt, @Nullable Object context) {
        if (!card.acknowledge()) {
            return false;
        }
        kernel.io().requestDpc(device, device.currentIrp(), null);
        return true;
    }

    /** IO_DPC_ROUTINE: an operation has ended, by terminal count or because the card had enough. */
    void dpcForIsr(
            Kdpc dpc, DeviceObject deviceObject, @Nullable Irp irp, @Nullable Object context) {
        int moved = operation - dma.readDmaCounter(adapter);
        boolean arrived =
                dma.flushAdapterBuffers(
                        adapter, mdl, mapRegisterBase, currentVa(), operation, writeToDevice);
        done += moved;
        if (arrived && moved == operation && remaining() > 0) {
            startOperation();
            return;
        }
        dma.freeAdapterChannel(adapter);
        complete(irp, arrived ? NtStatus.STATUS_SUCCESS : NtStatus.STATUS_IO_DEVICE_ERROR);
    }

    private long currentVa() {
        return kernel.mm().getMdlVirtualAddress(mdl) + done;
    }

    private int remaining() {
        return kernel.mm().getMdlByteCount(mdl) - done;
    }

    /** A short transfer is a success that says how short it was. */
    private void complete(Irp irp, NtStatus status) {
        mdl = null;
        kernel.io().startNextPacket(device, false);
        irp.ioStatus().set(status, done);
        kernel.io().completeRequest(irp);
    }
}
