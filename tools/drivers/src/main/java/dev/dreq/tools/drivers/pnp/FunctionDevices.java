package dev.dreq.tools.drivers.pnp;

import dev.dreq.hal.io.CmResourceList;
import dev.dreq.hal.io.DeviceObject;

/** The devices of a function driver, as plug and play handles them. All at PASSIVE_LEVEL. */
public interface FunctionDevices {

    /** Where PnP requests go on. */
    DeviceObject lowerDevice(DeviceObject device);

    /** Who is let in to a device. */
    RequestGate gate(DeviceObject device);

    /** Starts a device; raises a status if that cannot be. */
    void start(DeviceObject device, CmResourceList resources);

    /**
     * Stops a device once the requests that were let in have ended; does nothing to one that is not
     * started.
     */
    void stop(DeviceObject device);
}
