package dev.dreq.tools.cli.job;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverObject;
import java.util.Optional;

/** A device for a driver. */
public interface Card {

    /** The device's name on its machine. */
    String name();

    /**
     * Calls AddDevice, in a thread of the kernel.
     *
     * @return where requests go; empty if nothing answers in the PCI slot
     */
    Optional<DeviceObject> addTo(Kernel kernel, DriverObject driver);

    /** Bytes of video memory; {@link Long#MAX_VALUE} if it is not known. */
    long videoMemory();

    /** What is missing for DMA, to be added to a message; empty if nothing is. */
    String dmaTrouble(Kernel kernel);
}
