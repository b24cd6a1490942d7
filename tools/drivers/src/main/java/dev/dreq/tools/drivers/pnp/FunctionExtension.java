package dev.dreq.tools.drivers.pnp;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.ke.NtStatus;
import org.jspecify.annotations.Nullable;

/** The part of a device extension that every function driver has, from AddDevice to remove. */
public abstract class FunctionExtension {
    private final DeviceObject physicalDevice;
    private final RequestGate gate = new RequestGate();
    private @Nullable DeviceObject lowerDevice;

    /** The extension of a device that drives {@code physicalDevice}. */
    protected FunctionExtension(DeviceObject physicalDevice) {
        this.physicalDevice = physicalDevice;
    }

    /**
     * AddDevice: makes a device object for direct I/O, with this extension, and attaches it.
     * PASSIVE_LEVEL.
     *
     * @param name of the device; its number among the driver's is put behind
     */
    public final NtStatus addDevice(
            Kernel kernel, DriverObject driver, String name, int deviceType, int characteristics) {
        int number = 0;
        for (DeviceObject other = driver.deviceObject();
                other != null;
                other = other.nextDevice()) {
            number++;
        }
        DeviceObject device =
                kernel.io().createDevice(driver, this, name + number, deviceType, characteristics);
        if (device == null) {
            return NtStatus.STATUS_INSUFFICIENT_RESOURCES;
        }
        lowerDevice = kernel.io().attachDeviceToDeviceStack(device, physicalDevice);
        device.setFlags(
                (device.flags() & ~DeviceObject.DO_DEVICE_INITIALIZING)
                        | DeviceObject.DO_DIRECT_IO);
        return NtStatus.STATUS_SUCCESS;
    }

    /** The device object of the bus driver. */
    public final DeviceObject physicalDevice() {
        return physicalDevice;
    }

    /** Who is let in. */
    public final RequestGate gate() {
        return gate;
    }

    /** Where PnP requests go on. */
    public final DeviceObject lowerDevice() {
        DeviceObject lower = lowerDevice;
        return lower == null ? physicalDevice : lower;
    }
}
