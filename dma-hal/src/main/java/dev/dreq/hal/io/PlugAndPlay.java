package dev.dreq.hal.io;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.ke.StatusException;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads drivers, and tells them of devices that come, start, stop and go; is the bus driver below
 * them.
 */
final class PlugAndPlay {
    private static final int FILE_DEVICE_BUS_EXTENDER = 0x2A;

    /** What the bus knows of a device; the extension of its physical device object. */
    private record Granted(DriverObject driver, CmResourceList resources) {}

    private final Kernel kernel;
    private final Ke ke;
    private final Devices devices;
    private final Requests requests;
    private final DriverObject bus;
    private final List<DeviceObject> physical = new ArrayList<>();

    PlugAndPlay(Kernel kernel, Devices devices, Requests requests, Irps irps) {
        this.kernel = kernel;
        this.ke = kernel.ke();
        this.devices = devices;
        this.requests = requests;
        this.bus = newDriver("\\Driver\\PnpManager", irps);
        this.bus.setMajorFunction(
                IrpMajor.IRP_MJ_PNP, (device, irp) -> end(irps, irp, NtStatus.STATUS_SUCCESS));
    }

    private DriverObject newDriver(String name, Irps irps) {
        return new DriverFields(
                ke, name, (device, irp) -> end(irps, irp, NtStatus.STATUS_INVALID_DEVICE_REQUEST));
    }

    private static NtStatus end(Irps irps, Irp irp, NtStatus status) {
        irp.ioStatus().set(status, 0);
        irps.complete(irp);
        return status;
    }

    DriverObject load(String name, DriverEntry entry, Irps irps, CmResourceList... granted) {
        DriverObject driver = newDriver("\\Driver\\" + name, irps);
        NtStatus status = entry.driverEntry(kernel, driver);
        ke.requireReturnAt(Irql.PASSIVE_LEVEL, "DriverEntry of " + name);
        require(status, "DriverEntry of " + name);
        for (CmResourceList resources : granted) {
            try {
                require(start(add(driver, resources)), "IRP_MN_START_DEVICE of " + name);
            } catch (StatusException e) {
                unload(driver);
                throw e;
            }
        }
        return driver;
    }

    private static void require(NtStatus status, String what) {
        if (!status.isSuccess()) {
            throw new StatusException(status, what + " failed");
        }
    }

    DeviceObject add(DriverObject driver, CmResourceList resources) {
        DriverAddDevice addDevice = driver.addDevice();
        if (addDevice == null) {
            throw new StatusException(
                    NtStatus.STATUS_INVALID_DEVICE_REQUEST,
                    driver + " has no AddDevice; set it in DriverEntry");
        }
        DeviceObject device =
                devices.create(
                        bus, new Granted(driver, resources), null, FILE_DEVICE_BUS_EXTENDER, 0);
        if (device == null) {
            throw new IllegalStateException("two unnamed devices have one name");
        }
        device.setFlags(DeviceObject.DO_BUS_ENUMERATED_DEVICE);
        NtStatus status = addDevice.addDevice(driver, device);
        ke.requireReturnAt(Irql.PASSIVE_LEVEL, "AddDevice of " + driver);
        if (!status.isSuccess()) {
            devices.delete(device);
            throw new StatusException(status, "AddDevice of " + driver + " failed");
        }
        physical.add(device);
        return device;
    }

    NtStatus start(DeviceObject device) {
        return tell(device, PnpMinor.IRP_MN_START_DEVICE, granted(device).resources());
    }

    NtStatus stop(DeviceObject device) {
        NtStatus query = tell(device, PnpMinor.IRP_MN_QUERY_STOP_DEVICE, CmResourceList.empty());
        if (!query.isSuccess()) {
            tell(device, PnpMinor.IRP_MN_CANCEL_STOP_DEVICE, CmResourceList.empty());
            return query;
        }
        return tell(device, PnpMinor.IRP_MN_STOP_DEVICE, CmResourceList.empty());
    }

    void remove(DeviceObject device) {
        tell(device, PnpMinor.IRP_MN_REMOVE_DEVICE, CmResourceList.empty());
        physical.remove(device);
        devices.delete(device);
    }

    private NtStatus tell(DeviceObject device, PnpMinor minor, CmResourceList resources) {
        return requests.pnp(Devices.top(device), minor, resources);
    }

    InterfaceType legacyBusType(DeviceObject device) {
        return granted(device).resources().interfaceType();
    }

    private static Granted granted(DeviceObject device) {
        if (device.deviceExtension() instanceof Granted granted) {
            return granted;
        }
        throw new BugCheck(
                BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION,
                device.address(),
                0,
                0,
                0,
                "%s is not a physical device object; pass the one that AddDevice was given"
                        .formatted(device));
    }

    List<DeviceObject> devicesOf(DriverObject driver) {
        return physical.stream().filter(device -> granted(device).driver() == driver).toList();
    }

    void unload(DriverObject driver) {
        for (DeviceObject device : devicesOf(driver)) {
            remove(device);
        }
        DriverUnload unload = driver.driverUnload();
        if (unload != null) {
            unload.unload(driver);
            ke.requireReturnAt(Irql.PASSIVE_LEVEL, "Unload of " + driver);
        }
        DeviceObject left = driver.deviceObject();
        if (left != null) {
            throw new BugCheck(
                    BugCheckCode.DRIVER_UNLOADED_WITHOUT_CANCELLING_PENDING_OPERATIONS,
                    left.address(),
                    0,
                    0,
                    0,
                    "%s is unloaded and %s is left; call IoDeleteDevice on IRP_MN_REMOVE_DEVICE or in Unload"
                            .formatted(driver, left));
        }
    }
}
