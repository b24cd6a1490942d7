package dev.dreq.hal.io;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.ke.StatusException;
import dev.dreq.hal.ke.SystemObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Loads drivers, and tells them of devices that come, start, stop and go; is the bus driver below
 * them.
 */
final class PlugAndPlay {
    private static final int FILE_DEVICE_BUS_EXTENDER = 0x2A;

    /** The extension of a physical device object. */
    private static final class Physical {
        final BusDevice device;
        final boolean enumerated;
        @Nullable DriverObject driver;

        Physical(BusDevice device, boolean enumerated) {
            this.device = device;
            this.enumerated = enumerated;
        }
    }

    private final Kernel kernel;
    private final Ke ke;
    private final Devices devices;
    private final Requests requests;
    private final DriverObject bus;
    private IoWatch watch = IoWatch.NONE;
    private final List<DeviceObject> physical = new ArrayList<>();

    PlugAndPlay(Kernel kernel, Devices devices, Requests requests, Irps irps) {
        this.kernel = kernel;
        this.ke = kernel.ke();
        this.devices = devices;
        this.requests = requests;
        this.bus = newDriver("\\Driver\\PnpManager", irps);
        this.bus.setMajorFunction(
                IrpMajor.IRP_MJ_PNP, (device, irp) -> end(irps, irp, arrived(device, irp)));
    }

    /** A request has come down the stack to the physical device. */
    private static NtStatus arrived(DeviceObject device, Irp irp) {
        BusDevice below = physical(device).device;
        return switch (irp.stackLocation(irp.currentLocation()).pnp().minor()) {
            case IRP_MN_START_DEVICE -> below.start();
            case IRP_MN_STOP_DEVICE, IRP_MN_REMOVE_DEVICE, IRP_MN_SURPRISE_REMOVAL -> {
                below.stop();
                yield NtStatus.STATUS_SUCCESS;
            }
            case IRP_MN_QUERY_STOP_DEVICE,
                    IRP_MN_CANCEL_STOP_DEVICE,
                    IRP_MN_QUERY_REMOVE_DEVICE,
                    IRP_MN_CANCEL_REMOVE_DEVICE ->
                    NtStatus.STATUS_SUCCESS;
        };
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

    void watch(IoWatch newWatch) {
        watch = newWatch;
    }

    DriverObject load(String name, DriverEntry entry, Irps irps, CmResourceList... granted) {
        DriverObject driver = newDriver("\\Driver\\" + name, irps);
        SystemObject caller = ke.trace().enter(driver);
        NtStatus status = entry.driverEntry(kernel, driver);
        ke.trace().enter(caller);
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
        DeviceObject device = newPhysical(new Physical(new ListedDevice(resources), false));
        try {
            add(driver, device);
        } catch (StatusException e) {
            forget(device);
            throw e;
        }
        return device;
    }

    DeviceObject enumerated(BusDevice device) {
        return newPhysical(new Physical(device, true));
    }

    private DeviceObject newPhysical(Physical extension) {
        DeviceObject device = devices.create(bus, extension, null, FILE_DEVICE_BUS_EXTENDER, 0);
        if (device == null) {
            throw new IllegalStateException("two unnamed devices have one name");
        }
        device.setFlags(DeviceObject.DO_BUS_ENUMERATED_DEVICE);
        physical.add(device);
        return device;
    }

    boolean gone(DeviceObject device) {
        if (physical(device).driver != null) {
            return false;
        }
        forget(device);
        return true;
    }

    private void forget(DeviceObject device) {
        physical.remove(device);
        devices.delete(device);
    }

    void add(DriverObject driver, DeviceObject device) {
        DriverAddDevice addDevice = driver.addDevice();
        if (addDevice == null) {
            throw new StatusException(
                    NtStatus.STATUS_INVALID_DEVICE_REQUEST,
                    driver + " has no AddDevice; set it in DriverEntry");
        }
        Physical extension = physical(device);
        if (extension.driver != null) {
            throw new StatusException(
                    NtStatus.STATUS_DEVICE_BUSY,
                    "%s is driven by %s; remove it there first"
                            .formatted(device, extension.driver));
        }
        extension.device.resources();
        SystemObject caller = ke.trace().enter(driver);
        NtStatus status = addDevice.addDevice(driver, device);
        ke.trace().enter(caller);
        ke.requireReturnAt(Irql.PASSIVE_LEVEL, "AddDevice of " + driver);
        require(status, "AddDevice of " + driver);
        extension.driver = driver;
    }

    NtStatus start(DeviceObject device) {
        return tell(device, PnpMinor.IRP_MN_START_DEVICE, busDevice(device).resources());
    }

    NtStatus stop(DeviceObject device) {
        NtStatus query = tell(device, PnpMinor.IRP_MN_QUERY_STOP_DEVICE, CmResourceList.empty());
        if (!query.isSuccess()) {
            tell(device, PnpMinor.IRP_MN_CANCEL_STOP_DEVICE, CmResourceList.empty());
            return query;
        }
        NtStatus stopped = tell(device, PnpMinor.IRP_MN_STOP_DEVICE, CmResourceList.empty());
        watch.stopped(device);
        return stopped;
    }

    void surpriseRemoval(DeviceObject device) {
        tell(device, PnpMinor.IRP_MN_SURPRISE_REMOVAL, CmResourceList.empty());
    }

    void remove(DeviceObject device) {
        tell(device, PnpMinor.IRP_MN_REMOVE_DEVICE, CmResourceList.empty());
        watch.stopped(device);
        Physical extension = physical(device);
        extension.device.stop();
        extension.driver = null;
        if (!extension.enumerated) {
            forget(device);
        }
    }

    private NtStatus tell(DeviceObject device, PnpMinor minor, CmResourceList resources) {
        return requests.pnp(Devices.top(device), minor, resources);
    }

    InterfaceType legacyBusType(DeviceObject device) {
        return busDevice(device).interfaceType();
    }

    BusDevice busDevice(DeviceObject device) {
        return physical(device).device;
    }

    private static Physical physical(DeviceObject device) {
        if (device.deviceExtension() instanceof Physical extension) {
            return extension;
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
        return physical.stream().filter(device -> physical(device).driver == driver).toList();
    }

    List<CmResource> grantedResources() {
        return physical.stream()
                .map(PlugAndPlay::physical)
                .filter(extension -> extension.driver != null)
                .flatMap(extension -> extension.device.resources().resources().stream())
                .toList();
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
        watch.unloaded(driver);
        DeviceObject left = driver.deviceObject();
        if (left != null) {
            throw new BugCheck(
                    BugCheckCode.DRIVER_UNLOADED_WITHOUT_CANCELLING_PENDING_OPERATIONS,
                    left.address(),
                    0,
                    0,
                    0,
                    ("%s is unloaded and %s is left; call IoDeleteDevice on"
                                    + " IRP_MN_REMOVE_DEVICE or in Unload")
                            .formatted(driver, left));
        }
    }
}
