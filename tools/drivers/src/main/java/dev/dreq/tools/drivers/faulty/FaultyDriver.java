package dev.dreq.tools.drivers.faulty;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.CmResourceList;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverEntry;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.io.IrpMajor;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.tools.drivers.pnp.FunctionDevices;
import dev.dreq.tools.drivers.pnp.PnpDispatch;
import dev.dreq.tools.drivers.pnp.RequestGate;
import org.jspecify.annotations.Nullable;

/** The entry points of the kernel driver, for one device. */
final class FaultyDriver implements DriverEntry, FunctionDevices {
    private static final int FILE_DEVICE_UNKNOWN = 0x22;

    private final Fault fault;
    private final RequestGate gate = new RequestGate();
    private @Nullable Kernel kernel;
    private @Nullable DeviceObject physicalDevice;
    private @Nullable DeviceObject lower;
    private FaultyStart.@Nullable Started started;

    FaultyDriver(Fault fault) {
        this.fault = fault;
    }

    @Override
    public NtStatus driverEntry(Kernel newKernel, DriverObject driver) {
        kernel = newKernel;
        driver.setAddDevice((owner, physical) -> addDevice(newKernel, owner, physical));
        driver.setMajorFunction(IrpMajor.IRP_MJ_PNP, new PnpDispatch(newKernel, this));
        driver.setMajorFunction(
                IrpMajor.IRP_MJ_READ, (device, irp) -> queue(newKernel, device, irp));
        driver.setMajorFunction(
                IrpMajor.IRP_MJ_WRITE, (device, irp) -> queue(newKernel, device, irp));
        driver.setDriverStartIo((device, irp) -> device().startIo(irp));
        driver.setDriverUnload(owner -> {});
        return NtStatus.STATUS_SUCCESS;
    }

    private NtStatus addDevice(Kernel owner, DriverObject driver, DeviceObject physical) {
        DeviceObject device =
                owner.io().createDevice(driver, null, "\\Device\\Faulty", FILE_DEVICE_UNKNOWN, 0);
        if (device == null) {
            return NtStatus.STATUS_INSUFFICIENT_RESOURCES;
        }
        physicalDevice = physical;
        lower = owner.io().attachDeviceToDeviceStack(device, physical);
        device.setFlags(
                (device.flags() & ~DeviceObject.DO_DEVICE_INITIALIZING)
                        | DeviceObject.DO_DIRECT_IO);
        return NtStatus.STATUS_SUCCESS;
    }

    /** A request without bytes has no buffer, and needs no DMA. */
    private NtStatus queue(Kernel owner, DeviceObject device, Irp irp) {
        NtStatus admission = gate.admission();
        if (!admission.isSuccess() || irp.mdlAddress() == null) {
            irp.ioStatus().set(admission, 0);
            owner.io().completeRequest(irp);
            return admission;
        }
        owner.io().markIrpPending(irp);
        owner.io().startPacket(device, irp, null, null);
        return NtStatus.STATUS_PENDING;
    }

    private FaultyDevice device() {
        return there(started).device();
    }

    @Override
    public DeviceObject lowerDevice(DeviceObject device) {
        return there(lower);
    }

    @Override
    public RequestGate gate(DeviceObject device) {
        return gate;
    }

    @Override
    public void start(DeviceObject device, CmResourceList resources) {
        started =
                new FaultyStart(there(kernel), device, resources)
                        .start(there(physicalDevice), fault);
    }

    @Override
    public void stop(DeviceObject device) {
        if (started != null) {
            started.stop();
            started = null;
        }
    }

    private static <T> T there(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the driver was called out of turn");
        }
        return value;
    }
}
