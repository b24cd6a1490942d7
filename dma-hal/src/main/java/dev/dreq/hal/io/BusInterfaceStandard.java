package dev.dreq.hal.io;

import dev.dreq.hal.dma.DeviceDescription;
import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.mm.Pulong;
import org.jspecify.annotations.Nullable;

/** BUS_INTERFACE_STANDARD: what the bus driver does for one device. */
public interface BusInterfaceStandard extends BusConfiguration {

    /** GetDmaAdapter: as {@link Io#getDmaAdapter} for this device. At PASSIVE_LEVEL. */
    @Nullable DmaAdapter getDmaAdapter(DeviceDescription description, Pulong numberOfMapRegisters);
}
