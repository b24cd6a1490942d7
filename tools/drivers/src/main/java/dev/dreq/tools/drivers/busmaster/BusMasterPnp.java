package dev.dreq.tools.drivers.busmaster;

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

/** IRP_MJ_PNP. */
final class BusMasterPnp implements DriverDispatch {
    private final Kernel kernel;
    private final BusMasterOptions options;

    BusMasterPnp(Kernel kernel, BusMasterOptions options) {
        this.kernel = kernel;
        this.options = options;
    }

    @Override
    public NtStatus dispatch(DeviceObject device, Irp irp) {
        IoParameters.Pnp request = kernel.io().getCurrentIrpStackLocation(irp).pnp();
        return switch (request.minor()) {
            case IRP_MN_START_DEVICE -> start(device, irp, request.allocatedResources());
            case IRP_MN_STOP_DEVICE, IRP_MN_SURPRISE_REMOVAL -> {
                stop(device);
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
        BusMasterExtension extension = BusMasterExtension.of(device);
        NtStatus status = passDownAndWait(extension, irp);
        if (status.isSuccess()) {
            try {
                BusMasterStart start =
                        new BusMasterStart(kernel, device, extension.physicalDevice(), options);
                extension.setStarted(start.start(resources));
            } catch (StatusException e) {
                status = e.status();
            }
        }
        irp.ioStatus().set(status, 0);
        kernel.io().completeRequest(irp);
        return status;
    }

    private static void stop(DeviceObject device) {
        BusMasterExtension extension = BusMasterExtension.of(device);
        BusMasterStart.Started started = extension.started();
        if (started != null) {
            started.stop();
            extension.setStarted(null);
        }
    }

    private NtStatus remove(DeviceObject device, Irp irp) {
        stop(device);
        NtStatus status = passDown(device, irp);
        kernel.io().detachDevice(BusMasterExtension.of(device).lowerDevice());
        kernel.io().deleteDevice(device);
        return status;
    }

    private NtStatus passDown(DeviceObject device, Irp irp) {
        irp.ioStatus().set(NtStatus.STATUS_SUCCESS, 0);
        kernel.io().skipCurrentIrpStackLocation(irp);
        return kernel.io().callDriver(BusMasterExtension.of(device).lowerDevice(), irp);
    }

    private NtStatus passDownAndWait(BusMasterExtension extension, Irp irp) {
        Kevent done =
                kernel.ke().initializeEvent("bus master start", EventType.NotificationEvent, false);
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
}
