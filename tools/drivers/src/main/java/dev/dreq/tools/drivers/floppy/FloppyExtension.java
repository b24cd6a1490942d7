package dev.dreq.tools.drivers.floppy;

import dev.dreq.hal.io.DeviceObject;
import dev.dreq.tools.drivers.pnp.RequestGate;
import org.jspecify.annotations.Nullable;

/** The device extension: what the driver keeps for a device from AddDevice to remove. */
final class FloppyExtension {
    private final DeviceObject physicalDevice;
    private final RequestGate gate = new RequestGate();
    private @Nullable DeviceObject lowerDevice;
    private FloppyStart.@Nullable Started started;

    FloppyExtension(DeviceObject physicalDevice) {
        this.physicalDevice = physicalDevice;
    }

    static FloppyExtension of(DeviceObject device) {
        if (device.deviceExtension() instanceof FloppyExtension extension) {
            return extension;
        }
        throw new IllegalStateException(device.name() + " is not a device of the floppy driver");
    }

    DeviceObject physicalDevice() {
        return physicalDevice;
    }

    /** Who is let in. */
    RequestGate gate() {
        return gate;
    }

    /** Where PnP requests go on. */
    DeviceObject lowerDevice() {
        DeviceObject lower = lowerDevice;
        return lower == null ? physicalDevice : lower;
    }

    void attached(DeviceObject lower) {
        lowerDevice = lower;
    }

    /** Null while the device is not started. */
    FloppyStart.@Nullable Started started() {
        return started;
    }

    void setStarted(FloppyStart.@Nullable Started now) {
        started = now;
    }
}
