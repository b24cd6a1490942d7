package dev.dreq.tools.drivers.busmaster;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverEntry;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.io.IrpMajor;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.tools.drivers.pnp.PnpDispatch;

/** The driver's entry points. */
final class BusMasterDriver implements DriverEntry {
    private static final int FILE_DEVICE_VIDEO = 0x23;

    private final BusMasterOptions options;

    BusMasterDriver(BusMasterOptions options) {
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
                IrpMajor.IRP_MJ_DEVICE_CONTROL, (device, irp) -> control(kernel, device, irp));
        driver.setMajorFunction(
                IrpMajor.IRP_MJ_PNP, new PnpDispatch(kernel, new BusMasterPnp(kernel, options)));
        driver.setDriverStartIo(BusMasterDriver::startIo);
        driver.setAddDevice(
                (owner, physicalDevice) ->
                        new BusMasterExtension(physicalDevice)
                                .addDevice(
                                        kernel,
                                        owner,
                                        "\\Device\\BusMaster",
                                        FILE_DEVICE_VIDEO,
                                        0));
        driver.setDriverUnload(owner -> {});
        return NtStatus.STATUS_SUCCESS;
    }

    private static void startIo(DeviceObject device, Irp irp) {
        BusMasterStart.Started started = BusMasterExtension.of(device).started();
        if (started == null) {
            throw new IllegalStateException(
                    "StartIo of a device that was stopped with IRPs queued");
        }
        started.device().startIo(irp);
    }

    private static NtStatus control(Kernel kernel, DeviceObject device, Irp irp) {
        BusMasterExtension extension = BusMasterExtension.of(device);
        BusMasterStart.Started started = extension.started();
        NtStatus admission = extension.gate().admission();
        return started == null || !admission.isSuccess()
                ? complete(kernel, irp, admission)
                : started.device().control(irp);
    }

    private static NtStatus complete(Kernel kernel, Irp irp, NtStatus status) {
        irp.ioStatus().set(status, 0);
        kernel.io().completeRequest(irp);
        return status;
    }
}
