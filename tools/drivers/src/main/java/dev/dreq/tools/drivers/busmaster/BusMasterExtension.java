package dev.dreq.tools.drivers.busmaster;

import dev.dreq.hal.io.DeviceObject;
import dev.dreq.tools.drivers.pnp.FunctionExtension;
import org.jspecify.annotations.Nullable;

/** The device extension: what the driver keeps for a device from AddDevice to remove. */
final class BusMasterExtension extends FunctionExtension {
    private BusMasterStart.@Nullable Started started;

    BusMasterExtension(DeviceObject physicalDevice) {
        super(physicalDevice);
    }

    static BusMasterExtension of(DeviceObject device) {
        if (device.deviceExtension() instanceof BusMasterExtension extension) {
            return extension;
        }
        throw new IllegalStateException(
                device.name() + " is not a device of the bus-master driver");
    }

    /** Null while the device is not started. */
    BusMasterStart.@Nullable Started started() {
        return started;
    }

    void setStarted(BusMasterStart.@Nullable Started now) {
        started = now;
    }
}
