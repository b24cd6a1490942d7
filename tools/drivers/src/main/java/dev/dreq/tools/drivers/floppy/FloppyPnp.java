package dev.dreq.tools.drivers.floppy;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.CmResourceList;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.tools.drivers.pnp.FunctionDevices;
import dev.dreq.tools.drivers.pnp.RequestGate;

/** How this driver's devices start and stop. */
final class FloppyPnp implements FunctionDevices {
    private final Kernel kernel;
    private final FloppyOptions options;

    FloppyPnp(Kernel kernel, FloppyOptions options) {
        this.kernel = kernel;
        this.options = options;
    }

    @Override
    public DeviceObject lowerDevice(DeviceObject device) {
        return FloppyExtension.of(device).lowerDevice();
    }

    @Override
    public RequestGate gate(DeviceObject device) {
        return FloppyExtension.of(device).gate();
    }

    @Override
    public void start(DeviceObject device, CmResourceList resources) {
        FloppyExtension extension = FloppyExtension.of(device);
        FloppyStart start = new FloppyStart(kernel, device, extension.physicalDevice(), options);
        extension.setStarted(start.start(resources));
    }

    @Override
    public void stop(DeviceObject device) {
        FloppyExtension extension = FloppyExtension.of(device);
        FloppyStart.Started started = extension.started();
        if (started != null) {
            started.stop();
            extension.setStarted(null);
        }
    }
}
