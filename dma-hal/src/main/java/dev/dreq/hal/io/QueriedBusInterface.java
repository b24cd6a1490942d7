package dev.dreq.hal.io;

import dev.dreq.hal.dma.DeviceDescription;
import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.mm.Pulong;
import org.jspecify.annotations.Nullable;

/**
 * What IRP_MN_QUERY_INTERFACE has found.
 *
 * @param physicalDevice whose interface it is
 * @param configuration the way to its configuration space
 */
record QueriedBusInterface(Io io, DeviceObject physicalDevice, BusConfiguration configuration)
        implements BusInterfaceStandard {

    @Override
    public int getBusData(byte[] buffer, int offset, int length) {
        return configuration.getBusData(buffer, offset, length);
    }

    @Override
    public int setBusData(byte[] buffer, int offset, int length) {
        return configuration.setBusData(buffer, offset, length);
    }

    @Override
    public @Nullable DmaAdapter getDmaAdapter(
            DeviceDescription description, Pulong numberOfMapRegisters) {
        return io.getDmaAdapter(physicalDevice, description, numberOfMapRegisters);
    }
}
