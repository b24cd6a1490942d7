package dev.dreq.tools.drivers.floppy;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverEntry;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.io.IrpMajor;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.tools.drivers.pnp.PnpDispatch;
import java.util.function.BiFunction;

/** The driver's entry points. */
final class FloppyDriver implements DriverEntry {
    private static final int FILE_DEVICE_DISK = 0x07;

    private final FloppyOptions options;

    FloppyDriver(FloppyOptions options) {
        this.options = options;
    }

    @Override
    public NtStatus driverEntry(Kernel kernel, DriverObject driver) {
        driver.setMajorFunction(
                IrpMajor.IRP_MJ_CREATE,
                (device, irp) -> complete(kernel, irp, NtStatus.STATUS_SUCCESS));
        driver.setMajorFunction(
                IrpMajor.IRP_MJ_CLOSE,
                (device, irp) -> complete(kernel, irp, NtStatus.STATUS_SUCCESS));
        driver.setMajorFunction(
                IrpMajor.IRP_MJ_READ,
                (device, irp) -> dispatch(kernel, device, irp, FloppyDevice::readOrWrite));
        driver.setMajorFunction(
                IrpMajor.IRP_MJ_WRITE,
                (device, irp) -> dispatch(kernel, device, irp, FloppyDevice::readOrWrite));
        driver.setMajorFunction(
                IrpMajor.IRP_MJ_DEVICE_CONTROL,
                (device, irp) -> dispatch(kernel, device, irp, FloppyDevice::control));
        driver.setMajorFunction(
                IrpMajor.IRP_MJ_PNP, new PnpDispatch(kernel, new FloppyPnp(kernel, options)));
        driver.setDriverStartIo(FloppyDriver::startIo);
        driver.setAddDevice(
                (owner, physicalDevice) ->
                        new FloppyExtension(physicalDevice)
                                .addDevice(
                                        kernel,
                                        owner,
                                        "\\Device\\Floppy",
                                        FILE_DEVICE_DISK,
                                        DeviceObject.FILE_REMOVABLE_MEDIA
                                                | DeviceObject.FILE_FLOPPY_DISKETTE));
        driver.setDriverUnload(owner -> {});
        return NtStatus.STATUS_SUCCESS;
    }

    private static void startIo(DeviceObject device, Irp irp) {
        FloppyStart.Started started = FloppyExtension.of(device).started();
        if (started == null) {
            throw new IllegalStateException(
                    "StartIo of a device that was stopped with IRPs queued");
        }
        started.device().startIo(irp);
    }

    private static NtStatus dispatch(
            Kernel kernel,
            DeviceObject device,
            Irp irp,
            BiFunction<FloppyDevice, Irp, NtStatus> routine) {
        FloppyExtension extension = FloppyExtension.of(device);
        FloppyStart.Started started = extension.started();
        NtStatus admission = extension.gate().admission();
        return started == null || !admission.isSuccess()
                ? complete(kernel, irp, admission)
                : routine.apply(started.device(), irp);
    }

    private static NtStatus complete(Kernel kernel, Irp irp, NtStatus status) {
        irp.ioStatus().set(status, 0);
        kernel.io().completeRequest(irp);
        return status;
    }
}
