package dev.dreq.hal.video;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.io.Io;
import dev.dreq.hal.io.IoParameters;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.io.IrpMajor;
import dev.dreq.hal.ke.EventType;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.Kevent;
import dev.dreq.hal.ke.NtStatus;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The IRPs of a miniport's devices: what a driver object does once VideoPortInitialize set it up.
 */
final class MiniportDriver {
    private static final int FILE_DEVICE_VIDEO = 0x23;

    private final Kernel kernel;
    private final Io io;
    private final Ke ke;
    private final VideoDevices devices;
    private final DeviceStart start;
    private final VideoRequests requests;
    private final VideoHwInitializationData miniport;
    private final @Nullable Object hwContext;

    MiniportDriver(
            Kernel kernel,
            VideoDevices devices,
            DeviceStart start,
            VideoRequests requests,
            VideoHwInitializationData miniport,
            @Nullable Object hwContext) {
        this.kernel = kernel;
        this.io = kernel.io();
        this.ke = kernel.ke();
        this.devices = devices;
        this.start = start;
        this.requests = requests;
        this.miniport = miniport;
        this.hwContext = hwContext;
    }

    /** Sets the driver's entry points. */
    void take(DriverObject driver) {
        driver.setAddDevice(this::add);
        driver.setMajorFunction(IrpMajor.IRP_MJ_PNP, this::pnp);
        driver.setMajorFunction(IrpMajor.IRP_MJ_CREATE, this::create);
        driver.setMajorFunction(
                IrpMajor.IRP_MJ_CLOSE, (device, irp) -> complete(irp, NtStatus.STATUS_SUCCESS, 0));
        driver.setMajorFunction(IrpMajor.IRP_MJ_DEVICE_CONTROL, this::control);
    }

    private NtStatus add(DriverObject driver, DeviceObject physical) {
        Supplier<?> extensions = miniport.hwDeviceExtension();
        Object extension = extensions == null ? null : extensions.get();
        DeviceObject functional = create(driver);
        if (extension == null || functional == null) {
            return NtStatus.STATUS_INSUFFICIENT_RESOURCES;
        }
        DeviceObject lower = io.attachDeviceToDeviceStack(functional, physical);
        VideoDevice device =
                new VideoDevice(
                        kernel, miniport, hwContext, extension, physical, functional, lower);
        functional.setDeviceExtension(device);
        devices.add(device);
        return NtStatus.STATUS_SUCCESS;
    }

    /** A device object with the first free name of \Device\Video0, \Device\Video1, ... */
    private @Nullable DeviceObject create(DriverObject driver) {
        DeviceObject created = null;
        for (int number = 0; created == null && number < Short.MAX_VALUE; number++) {
            created =
                    io.createDevice(driver, null, "\\Device\\Video" + number, FILE_DEVICE_VIDEO, 0);
        }
        return created;
    }

    private NtStatus pnp(DeviceObject functional, Irp irp) {
        VideoDevice device = of(functional);
        IoParameters.Pnp pnp = io.getCurrentIrpStackLocation(irp).pnp();
        return switch (pnp.minor()) {
            case IRP_MN_START_DEVICE -> {
                NtStatus below = startBelow(device, irp);
                yield complete(
                        irp,
                        below.isSuccess() ? start.start(device, pnp.allocatedResources()) : below,
                        0);
            }
            case IRP_MN_QUERY_STOP_DEVICE ->
                    // No entry point of a miniport gives its resources back.
                    complete(irp, NtStatus.STATUS_UNSUCCESSFUL, 0);
            case IRP_MN_SURPRISE_REMOVAL -> {
                requests.end(device);
                yield pass(device, irp);
            }
            case IRP_MN_REMOVE_DEVICE -> {
                requests.end(device);
                start.remove(device);
                NtStatus status = pass(device, irp);
                io.detachDevice(device.lower());
                io.deleteDevice(functional);
                yield status;
            }
            case IRP_MN_QUERY_REMOVE_DEVICE,
                    IRP_MN_CANCEL_REMOVE_DEVICE,
                    IRP_MN_STOP_DEVICE,
                    IRP_MN_CANCEL_STOP_DEVICE ->
                    pass(device, irp);
        };
    }

    /** The bus starts the device first; only then does it answer. */
    private NtStatus startBelow(VideoDevice device, Irp irp) {
        Kevent started =
                ke.initializeEvent(
                        "start of what is below " + device, EventType.NotificationEvent, false);
        io.copyCurrentIrpStackLocationToNext(irp);
        io.setCompletionRoutine(
                irp,
                (self, passed, context) -> {
                    ke.setEvent(started);
                    return NtStatus.STATUS_MORE_PROCESSING_REQUIRED;
                },
                null,
                true,
                true,
                true);
        if (io.callDriver(device.lower(), irp) == NtStatus.STATUS_PENDING) {
            ke.waitForSingleObject(started);
        }
        return irp.ioStatus().status();
    }

    private NtStatus pass(VideoDevice device, Irp irp) {
        irp.ioStatus().set(NtStatus.STATUS_SUCCESS, 0);
        io.skipCurrentIrpStackLocation(irp);
        return io.callDriver(device.lower(), irp);
    }

    private NtStatus create(DeviceObject functional, Irp irp) {
        return complete(irp, requests.open(of(functional)), 0);
    }

    private NtStatus control(DeviceObject functional, Irp irp) {
        RequestPacketFields packet = packet(irp);
        if (packet == null) {
            return complete(irp, NtStatus.STATUS_INVALID_PARAMETER, 0);
        }
        NtStatus status = requests.startIo(of(functional), packet, irp);
        return complete(irp, status, packet.statusBlock().information());
    }

    /** Null for a transfer method other than METHOD_BUFFERED. */
    private @Nullable RequestPacketFields packet(Irp irp) {
        IoParameters.DeviceIoControl asked = io.getCurrentIrpStackLocation(irp).deviceIoControl();
        if ((asked.ioControlCode() & 3) != 0) {
            return null;
        }
        return new RequestPacketFields(
                ke.newObjectAddress(RequestPacketFields.SIZE),
                asked.ioControlCode(),
                irp.systemBuffer(),
                asked.inputBufferLength(),
                asked.outputBufferLength());
    }

    private NtStatus complete(Irp irp, NtStatus status, long information) {
        irp.ioStatus().set(status, information);
        io.completeRequest(irp);
        return status;
    }

    static VideoDevice of(DeviceObject functional) {
        if (functional.deviceExtension() instanceof VideoDevice device) {
            return device;
        }
        throw new IllegalArgumentException(functional + " is not a video adapter of this kernel");
    }
}
