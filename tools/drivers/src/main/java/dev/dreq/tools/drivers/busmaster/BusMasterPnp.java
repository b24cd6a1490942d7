package dev.dreq.tools.drivers.busmaster;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.CmResourceList;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.tools.drivers.pnp.FunctionDevices;
import dev.dreq.tools.drivers.pnp.RequestGate;

/** How this driver's devices start and stop. */
final class BusMasterPnp implements FunctionDevices {
    private final Kernel kernel;
    private final BusMasterOptions options;

    BusMasterPnp(Kernel kernel, BusMasterOptions options) {
        this.kernel = kernel;
        this.options = options;
    }

    @Override
    public DeviceObject lowerDevice(DeviceObject device) {
        return BusMasterExtension.of(device).lowerDevice();
    }

    @Override
    public RequestGate gate(DeviceObject device) {
        return BusMasterExtension.of(device).gate();
    }

    @Override
    public void start(DeviceObject device, CmResourceList resources) {
        BusMasterExtension extension = BusMasterExtension.of(device);
        BusMasterStart start =
                new BusMasterStart(kernel, device, extension.physicalDevice(), options);
        extension.setStarted(start.start(resources));
    }

    @Override
    public void stop(DeviceObject device) {
        BusMasterExtension extension = BusMasterExtension.of(device);
        BusMasterStart.Started started = extension.started();
        if (started != null) {
            started.stop();
            extension.setStarted(null);
        }
    }
}
