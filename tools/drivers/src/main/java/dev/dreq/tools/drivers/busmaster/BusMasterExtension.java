package dev.dreq.tools.drivers.busmaster;

import dev.dreq.hal.io.DeviceObject;
import dev.dreq.tools.drivers.pnp.RequestGate;
import org.jspecify.annotations.Nullable;

/** The device extension: what the driver keeps for a device from AddDevice to remove. */
final class BusMasterExtension {
    private final DeviceObject physicalDevice;
    private final RequestGate gate = new RequestGate();
    private @Nullable DeviceObject lowerDevice;
    private BusMasterStart.@Nullable Started started;

    BusMasterExtension(DeviceObject physicalDevice) {
        this.physicalDevice = physicalDevice;
    }

    static BusMasterExtension of(DeviceObject device) {
        if (device.deviceExtension() instanceof BusMasterExtension extension) {
            return extension;
        }
        throw new IllegalStateException(
                device.name() + " is not a device of the bus-master driver");
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
    BusMasterStart.@Nullable Started started() {
        return started;
    }

    void setStarted(BusMasterStart.@Nullable Started now) {
        started = now;
    }
}
