package dev.dreq.tools.testkit.loopback;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverEntry;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.io.IoParameters;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.io.IrpMajor;
import dev.dreq.hal.ke.EventType;
import dev.dreq.hal.ke.Kevent;
import dev.dreq.hal.ke.NtStatus;

/**
 * The driver of the loop-back slave. A write fills the card's buffer from {@code byteOffset} on, a
 * read brings it back; the card's offsets go round.
 */
final class LoopbackDriver implements DriverEntry {
    private static final int FILE_DEVICE_UNKNOWN = 0x22;

    private final LoopbackOptions options;

    LoopbackDriver(LoopbackOptions options) {
        this.options = options;
    }

    /** The name of card {@code number}'s device object. */
    static String deviceName(int number) {
        return "\\Device\\Loopback" + number;
    }

    @Override
    public NtStatus driverEntry(Kernel kernel, DriverObject driver) {
        driver.setAddDevice((owner, physical) -> addDevice(kernel, owner, physical));
        driver.setMajorFunction(IrpMajor.IRP_MJ_PNP, (device, irp) -> pnp(kernel, device, irp));
        driver.setMajorFunction(
                IrpMajor.IRP_MJ_READ, (device, irp) -> readOrWrite(kernel, device, irp));
        driver.setMajorFunction(
                IrpMajor.IRP_MJ_WRITE, (device, irp) -> readOrWrite(kernel, device, irp));
        driver.setDriverStartIo((device, irp) -> transferOf(device).startIo(irp));
        return NtStatus.STATUS_SUCCESS;
    }

    private static NtStatus addDevice(Kernel kernel, DriverObject driver, DeviceObject physical) {
        int number = 0;
        for (DeviceObject other = driver.deviceObject();
                other != null;
                other = other.nextDevice()) {
            number++;
        }
        DeviceObject device =
                kernel.io().createDevice(driver, null, deviceName(number), FILE_DEVICE_UNKNOWN, 0);
        if (device == null) {
            return NtStatus.STATUS_INSUFFICIENT_RESOURCES;
        }
        DeviceObject lower = kernel.io().attachDeviceToDeviceStack(device, physical);
        device.setDeviceExtension(new LoopbackDevice(device, physical, lower));
        device.setFlags(
                (device.flags() & ~DeviceObject.DO_DEVICE_INITIALIZING)
                        | DeviceObject.DO_DIRECT_IO);
        return NtStatus.STATUS_SUCCESS;
    }

    /** Words can only lie at even addresses, which the caller has to know. */
    private static NtStatus readOrWrite(Kernel kernel, DeviceObject device, Irp irp) {
        int misaligned = device.alignmentRequirement();
        int length =
                ((IoParameters.ReadWrite) kernel.io().getCurrentIrpStackLocation(irp).parameters())
                        .length();
        if (LoopbackDevice.of(device).transfer() == null) {
            return complete(kernel, irp, NtStatus.STATUS_DEVICE_NOT_READY);
        }
        if (length == 0) {
            return complete(kernel, irp, NtStatus.STATUS_SUCCESS);
        }
        int byteOffset = kernel.mm().getMdlByteOffset(irp.mdlAddress());
        if (((byteOffset | length) & misaligned) != 0) {
            return complete(kernel, irp, NtStatus.STATUS_INVALID_PARAMETER);
        }
        kernel.io().markIrpPending(irp);
        kernel.io().startPacket(device, irp, null, null);
        return NtStatus.STATUS_PENDING;
    }

    private static PacketTransfer transferOf(DeviceObject device) {
        PacketTransfer transfer = LoopbackDevice.of(device).transfer();
        if (transfer == null) {
            throw new IllegalStateException(device + " was stopped with IRPs queued");
        }
        return transfer;
    }

    private NtStatus pnp(Kernel kernel, DeviceObject device, Irp irp) {
        LoopbackDevice extension = LoopbackDevice.of(device);
        IoParameters.Pnp request = kernel.io().getCurrentIrpStackLocation(irp).pnp();
        return switch (request.minor()) {
            case IRP_MN_START_DEVICE -> {
                NtStatus status = passDownAndWait(kernel, extension, irp);
                if (status.isSuccess()) {
                    status = extension.start(kernel, options, request.allocatedResources());
                }
                yield complete(kernel, irp, status);
            }
            case IRP_MN_STOP_DEVICE, IRP_MN_SURPRISE_REMOVAL -> {
                extension.stop(kernel);
                yield passDown(kernel, extension, irp);
            }
            case IRP_MN_REMOVE_DEVICE -> {
                extension.stop(kernel);
                NtStatus status = passDown(kernel, extension, irp);
                kernel.io().detachDevice(extension.lowerDevice());
                kernel.io().deleteDevice(device);
                yield status;
            }
            case IRP_MN_QUERY_STOP_DEVICE,
                    IRP_MN_QUERY_REMOVE_DEVICE,
                    IRP_MN_CANCEL_STOP_DEVICE,
                    IRP_MN_CANCEL_REMOVE_DEVICE ->
                    passDown(kernel, extension, irp);
        };
    }

    private static NtStatus passDown(Kernel kernel, LoopbackDevice extension, Irp irp) {
        irp.ioStatus().set(NtStatus.STATUS_SUCCESS, 0);
        kernel.io().skipCurrentIrpStackLocation(irp);
        return kernel.io().callDriver(extension.lowerDevice(), irp);
    }

    /** The bus has to start the card before its driver may touch it. */
    private static NtStatus passDownAndWait(Kernel kernel, LoopbackDevice extension, Irp irp) {
        Kevent done =
                kernel.ke().initializeEvent("the bus's start", EventType.NotificationEvent, false);
        kernel.io().copyCurrentIrpStackLocationToNext(irp);
        kernel.io()
                .setCompletionRoutine(
                        irp,
                        (upper, completed, context) -> {
                            kernel.ke().setEvent(done);
                            return NtStatus.STATUS_MORE_PROCESSING_REQUIRED;
                        },
                        null,
                        true,
                        true,
                        true);
        kernel.io().callDriver(extension.lowerDevice(), irp);
        kernel.ke().waitForSingleObject(done);
        return irp.ioStatus().status();
    }

    private static NtStatus complete(Kernel kernel, Irp irp, NtStatus status) {
        irp.ioStatus().set(status, 0);
        kernel.io().completeRequest(irp);
        return status;
    }
}
