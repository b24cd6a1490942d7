package dev.dreq.tools.testkit.loopback;

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

/**
 * The driver of the loop-back master. A write fills the function's buffer from {@code byteOffset}
 * on, a read brings it back; offsets go round.
 */
final class MasterDriver implements DriverEntry {
    private static final int FILE_DEVICE_UNKNOWN = 0x22;

    /** A device extension. */
    private static final class Extension {
        private final DeviceObject physicalDevice;
        private final RequestGate gate = new RequestGate();
        private @Nullable DeviceObject lowerDevice;
        private @Nullable MasterDevice started;

        Extension(DeviceObject physicalDevice) {
            this.physicalDevice = physicalDevice;
        }

        static Extension of(DeviceObject device) {
            return (Extension) device.deviceExtension();
        }
    }

    /** How devices start and stop. */
    private record Pnp(Kernel kernel) implements FunctionDevices {
        @Override
        public DeviceObject lowerDevice(DeviceObject device) {
            return Extension.of(device).lowerDevice;
        }

        @Override
        public RequestGate gate(DeviceObject device) {
            return Extension.of(device).gate;
        }

        @Override
        public void start(DeviceObject device, CmResourceList resources) {
            Extension extension = Extension.of(device);
            extension.started =
                    new MasterDevice(kernel, device, extension.physicalDevice, resources);
        }

        @Override
        public void stop(DeviceObject device) {
            Extension extension = Extension.of(device);
            if (extension.started != null) {
                extension.started.stop();
                extension.started = null;
            }
        }
    }

    @Override
    public NtStatus driverEntry(Kernel kernel, DriverObject driver) {
        driver.setAddDevice((owner, physical) -> addDevice(kernel, owner, physical));
        driver.setMajorFunction(IrpMajor.IRP_MJ_PNP, new PnpDispatch(kernel, new Pnp(kernel)));
        driver.setMajorFunction(IrpMajor.IRP_MJ_READ, (device, irp) -> queue(kernel, device, irp));
        driver.setMajorFunction(IrpMajor.IRP_MJ_WRITE, (device, irp) -> queue(kernel, device, irp));
        driver.setDriverStartIo((device, irp) -> Extension.of(device).started.startIo(irp));
        driver.setDriverUnload(owner -> {});
        return NtStatus.STATUS_SUCCESS;
    }

    private static NtStatus addDevice(Kernel kernel, DriverObject driver, DeviceObject physical) {
        Extension extension = new Extension(physical);
        DeviceObject device =
                kernel.io()
                        .createDevice(
                                driver, extension, "\\Device\\Master0", FILE_DEVICE_UNKNOWN, 0);
        extension.lowerDevice = kernel.io().attachDeviceToDeviceStack(device, physical);
        device.setFlags(
                (device.flags() & ~DeviceObject.DO_DEVICE_INITIALIZING)
                        | DeviceObject.DO_DIRECT_IO);
        return NtStatus.STATUS_SUCCESS;
    }

    private static NtStatus queue(Kernel kernel, DeviceObject device, Irp irp) {
        NtStatus admission = Extension.of(device).gate.admission();
        if (!admission.isSuccess()) {
            irp.ioStatus().set(admission, 0);
            kernel.io().completeRequest(irp);
            return admission;
        }
        kernel.io().markIrpPending(irp);
        kernel.io().startPacket(device, irp, null, null);
        return NtStatus.STATUS_PENDING;
    }
}
