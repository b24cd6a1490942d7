package dev.dreq.tools.drivers.floppy;

import dev.dreq.hal.io.DeviceObject;
import dev.dreq.tools.drivers.pnp.FunctionExtension;
import org.jspecify.annotations.Nullable;

/** The device extension: what the driver keeps for a device from AddDevice to remove. */
final class FloppyExtension extends FunctionExtension {
    private FloppyStart.@Nullable Started started;

    FloppyExtension(DeviceObject physicalDevice) {
        super(physicalDevice);
    }

    static FloppyExtension of(DeviceObject device) {
        if (device.deviceExtension() instanceof FloppyExtension extension) {
            return extension;
        }
        throw new IllegalStateException(device.name() + " is not a device of the floppy driver");
    }

    /** Null while the device is not started. */
    FloppyStart.@Nullable Started started() {
        return started;
    }

    void setStarted(FloppyStart.@Nullable Started now) {
        started = now;
    }
}
