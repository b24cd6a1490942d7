package {{package}};

import dev.dreq.hal.Kernel;
import dev.dreq.hal.dma.*;
import dev.dreq.hal.io.*;
import dev.dreq.hal.ke.*;
import dev.dreq.hal.mm.*;

/**
 * A function driver for packet-based system DMA, one IRP at a time, in as many operations as its
 * map registers ask for. A write fills the card's memory, a read brings it back. The card is
 * the testkit's loopback-slave; put your own in its place.
 *
 * <pre>
 * StartIo         AllocateAdapterChannel
 * AdapterControl    MapTransfer, start the card
 * ISR                 quiet the card, IoRequestDpc
 * DpcForIsr             FlushAdapterBuffers; more to do: MapTransfer, start the card
 *                       else: FreeAdapterChannel, IoStartNextPacket, IoCompleteRequest
 * </pre>
 */
public final class {{Name}}Driver {
    private static final int CONTROL = 0, STATUS = 1, START_OFFSET = 0xc; // the card's ports
    private static final int START = 1, TO_MEMORY = 2, INTERRUPT_ENABLE = 4, INTERRUPT = 8;
    private static final int MOST = 0x10000; // that the 8237 moves in an operation

    private final Kernel kernel;
    private final DeviceObject device, physical, lower;
    private final Pulong mapRegisters;
    private int ports;
    private Kinterrupt interrupt;
    private DmaAdapter adapter; // null while the device is stopped
    private long mapRegisterBase;
    private int done, operation; // bytes of the current IRP

    /** DriverEntry. */
    public static NtStatus driverEntry(Kernel kernel, DriverObject driver) {
        driver.setAddDevice((owner, physical) -> {
            new {{Name}}Driver(kernel, owner, physical);
            return NtStatus.STATUS_SUCCESS;
        });
        driver.setMajorFunction(IrpMajor.IRP_MJ_PNP, (device, irp) -> of(device).pnp(irp));
        driver.setMajorFunction(IrpMajor.IRP_MJ_READ, (device, irp) -> of(device).queue(irp));
        driver.setMajorFunction(IrpMajor.IRP_MJ_WRITE, (device, irp) -> of(device).queue(irp));
        driver.setDriverStartIo((device, irp) -> of(device).startIo(irp));
        driver.setDriverUnload(owner -> {});
        return NtStatus.STATUS_SUCCESS;
    }

    private {{Name}}Driver(Kernel kernel, DriverObject driver, DeviceObject physical) {
        this.kernel = kernel;
        this.physical = physical;
        mapRegisters = kernel.mm().newUlong(0);
        device = kernel.io().createDevice(driver, this, "\\Device\\{{Name}}0", 0x22, 0);
        lower = kernel.io().attachDeviceToDeviceStack(device, physical);
        device.setFlags(device.flags() & ~DeviceObject.DO_DEVICE_INITIALIZING
                | DeviceObject.DO_DIRECT_IO);
    }

    private static {{Name}}Driver of(DeviceObject device) {
        return ({{Name}}Driver) device.deviceExtension();
    }

    private NtStatus pnp(Irp irp) {
        IoParameters.Pnp request = kernel.io().getCurrentIrpStackLocation(irp).pnp();
        switch (request.minor()) {
            case IRP_MN_START_DEVICE -> {
                NtStatus below = passDownAndWait(irp);
                NtStatus end = below.isSuccess() ? start(request.allocatedResources()) : below;
                return complete(irp, end, 0);
            }
            case IRP_MN_STOP_DEVICE, IRP_MN_SURPRISE_REMOVAL, IRP_MN_REMOVE_DEVICE -> stop();
            default -> {}
        }
        irp.ioStatus().set(NtStatus.STATUS_SUCCESS, 0);
        kernel.io().skipCurrentIrpStackLocation(irp);
        NtStatus status = kernel.io().callDriver(lower, irp);
        if (request.minor() == PnpMinor.IRP_MN_REMOVE_DEVICE) {
            kernel.io().detachDevice(lower);
            kernel.io().deleteDevice(device);
        }
        return status;
    }

    private NtStatus passDownAndWait(Irp irp) {
        Kevent below = kernel.ke().initializeEvent("bus", EventType.NotificationEvent, false);
        kernel.io().copyCurrentIrpStackLocationToNext(irp);
        kernel.io().setCompletionRoutine(irp, (upper, completed, context) -> {
            kernel.ke().setEvent(below);
            return NtStatus.STATUS_MORE_PROCESSING_REQUIRED;
        }, null, true, true, true);
        kernel.io().callDriver(lower, irp);
        kernel.ke().waitForSingleObject(below);
        return irp.ioStatus().status();
    }

    private NtStatus start(CmResourceList granted) {
        ports = granted.first(CmResource.Port.class).orElseThrow().start();
        int channel = granted.first(CmResource.Dma.class).orElseThrow().channel();
        adapter = kernel.io().getDmaAdapter(physical, DeviceDescription.zeroed().version(2)
                .dmaChannel(channel).interfaceType(InterfaceType.Isa).maximumLength(MOST)
                .build(), mapRegisters);
        if (adapter == null) return NtStatus.STATUS_INSUFFICIENT_RESOURCES;
        kernel.io().initializeDpcRequest(device, this::dpcForIsr);
        interrupt = kernel.io().connectInterrupt(
                granted.first(CmResource.Interrupt.class).orElseThrow(), this::service, null);
        return NtStatus.STATUS_SUCCESS;
    }

    private void stop() {
        if (adapter == null) return;
        kernel.io().disconnectInterrupt(interrupt);
        dma().putDmaAdapter(adapter);
        adapter = null;
    }

    private NtStatus queue(Irp irp) {
        if (adapter == null) return complete(irp, NtStatus.STATUS_DEVICE_NOT_READY, 0);
        if (irp.mdlAddress() == null) return complete(irp, NtStatus.STATUS_SUCCESS, 0); // no bytes
        kernel.io().markIrpPending(irp);
        kernel.io().startPacket(device, irp, null, null);
        return NtStatus.STATUS_PENDING;
    }

    private void startIo(Irp irp) {
        done = 0;
        kernel.ke().flushIoBuffers(irp.mdlAddress(), !isWrite(irp), true);
        int length = kernel.mm().getMdlByteCount(irp.mdlAddress());
        long pages = Pages.addressAndSizeToSpanPages(currentVa(irp), length);
        int registers = (int) Math.min(pages, mapRegisters.get());
        dma().allocateAdapterChannel(adapter, device, registers, (owner, current, base, x) -> {
            mapRegisterBase = base;
            startOperation(irp);
            return IoAllocationAction.KeepObject;
        }, null);
    }

    /** As much as the map registers hold from CurrentVa on. */
    private void startOperation(Irp irp) {
        int left = kernel.mm().getMdlByteCount(irp.mdlAddress()) - done;
        int held = Pages.PAGE_SIZE * mapRegisters.get() - Pages.byteOffset(currentVa(irp));
        operation = Math.min(left, Math.min(held, MOST));
        dma().mapTransfer(adapter, irp.mdlAddress(), mapRegisterBase, currentVa(irp),
                kernel.mm().newUlong(operation), isWrite(irp));
        kernel.hardware().writePortUlong(ports + START_OFFSET, done);
        int direction = isWrite(irp) ? 0 : TO_MEMORY;
        kernel.hardware().writePortUchar(ports + CONTROL, START | INTERRUPT_ENABLE | direction);
    }

    private boolean service(Kinterrupt source, Object context) {
        if ((kernel.hardware().readPortUchar(ports + STATUS) & INTERRUPT) == 0) return false;
        kernel.hardware().writePortUchar(ports + STATUS, INTERRUPT);
        return kernel.io().requestDpc(device, device.currentIrp(), null);
    }

    private void dpcForIsr(Kdpc dpc, DeviceObject owner, Irp irp, Object context) {
        dma().flushAdapterBuffers(adapter, irp.mdlAddress(), mapRegisterBase, currentVa(irp),
                operation, isWrite(irp));
        done += operation;
        if (done < kernel.mm().getMdlByteCount(irp.mdlAddress())) {
            startOperation(irp);
        } else {
            int moved = done; // the next packet begins with 0
            dma().freeAdapterChannel(adapter);
            kernel.io().startNextPacket(device, false);
            complete(irp, NtStatus.STATUS_SUCCESS, moved);
        }
    }

    private DmaOperations dma() {
        return adapter.dmaOperations();
    }

    private NtStatus complete(Irp irp, NtStatus status, int information) {
        irp.ioStatus().set(status, information);
        kernel.io().completeRequest(irp);
        return status;
    }

    private boolean isWrite(Irp irp) {
        return kernel.io().getCurrentIrpStackLocation(irp).majorFunction() == IrpMajor.IRP_MJ_WRITE;
    }

    private long currentVa(Irp irp) {
        return kernel.mm().getMdlVirtualAddress(irp.mdlAddress()) + done;
    }
}
