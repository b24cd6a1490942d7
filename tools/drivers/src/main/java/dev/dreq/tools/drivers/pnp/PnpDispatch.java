package dev.dreq.tools.drivers.pnp;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.CmResourceList;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverDispatch;
import dev.dreq.hal.io.IoParameters;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.ke.EventType;
import dev.dreq.hal.ke.Kevent;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.ke.StatusException;

/**
 * IRP_MJ_PNP of a function driver: what is started once those below have been, stopped before they
 * are, and passed down in between.
 */
public final class PnpDispatch implements DriverDispatch {
    private final Kernel kernel;
    private final FunctionDevices devices;

    public PnpDispatch(Kernel kernel, FunctionDevices devices) {
        this.kernel = kernel;
        this.devices = devices;
    }

    @Override
    public NtStatus dispatch(DeviceObject device, Irp irp) {
        IoParameters.Pnp request = kernel.io().getCurrentIrpStackLocation(irp).pnp();
        return switch (request.minor()) {
            case IRP_MN_START_DEVICE -> start(device, irp, request.allocatedResources());
            case IRP_MN_STOP_DEVICE -> {
                devices.gate(device).close();
                devices.stop(device);
                yield passDown(device, irp);
            }
            case IRP_MN_SURPRISE_REMOVAL -> {
                devices.gate(device).condemn(NtStatus.STATUS_NO_SUCH_DEVICE);
                devices.stop(device);
                yield passDown(device, irp);
            }
            case IRP_MN_REMOVE_DEVICE -> remove(device, irp);
            case IRP_MN_QUERY_STOP_DEVICE,
                    IRP_MN_QUERY_REMOVE_DEVICE,
                    IRP_MN_CANCEL_STOP_DEVICE,
                    IRP_MN_CANCEL_REMOVE_DEVICE ->
                    passDown(device, irp);
        };
    }

    private NtStatus start(DeviceObject device, Irp irp, CmResourceList resources) {
        NtStatus status = passDownAndWait(device, irp);
        if (status.isSuccess()) {
            try {
                devices.start(device, resources);
                devices.gate(device).open();
            } catch (StatusException e) {
                status = e.status();
                kernel.ke()
                        .report("%s is not started: %s".formatted(device.name(), e.getMessage()));
            }
        }
        irp.ioStatus().set(status, 0);
        kernel.io().completeRequest(irp);
        return status;
    }

    private NtStatus remove(DeviceObject device, Irp irp) {
        devices.gate(device).condemn(NtStatus.STATUS_DELETE_PENDING);
        devices.stop(device);
        NtStatus status = passDown(device, irp);
        kernel.io().detachDevice(devices.lowerDevice(device));
        kernel.io().deleteDevice(device);
        return status;
    }

    private NtStatus passDown(DeviceObject device, Irp irp) {
        irp.ioStatus().set(NtStatus.STATUS_SUCCESS, 0);
        kernel.io().skipCurrentIrpStackLocation(irp);
        return kernel.io().callDriver(devices.lowerDevice(device), irp);
    }

    private NtStatus passDownAndWait(DeviceObject device, Irp irp) {
        Kevent done =
                kernel.ke()
                        .initializeEvent(
                                device.name() + " start", EventType.NotificationEvent, false);
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
        kernel.io().callDriver(devices.lowerDevice(device), irp);
        kernel.ke().waitForSingleObject(done);
        return irp.ioStatus().status();
    }
}
