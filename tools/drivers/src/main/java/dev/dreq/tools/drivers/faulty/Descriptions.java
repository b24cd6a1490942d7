package dev.dreq.tools.drivers.faulty;

import dev.dreq.hal.dma.DeviceDescription;
import dev.dreq.hal.dma.DmaSpeed;
import dev.dreq.hal.dma.DmaWidth;
import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.InterfaceType;

/** What IoGetDmaAdapter is told of the device of a road. */
final class Descriptions {

    private Descriptions() {}

    static DeviceDescription of(Road road, CmResource.Dma channel, int version) {
        DeviceDescription.Builder description =
                DeviceDescription.zeroed()
                        .version(version)
                        .maximumLength(FaultyDevice.MAXIMUM_LENGTH);
        if (road.isMaster()) {
            return description
                    .master(true)
                    .scatterGather(true)
                    .dma32BitAddresses(true)
                    .interfaceType(InterfaceType.PCIBus)
                    .build();
        }
        return description
                .dmaChannel(channel.channel())
                .dmaRequestLine(channel.requestLine())
                .dmaWidth(road == Road.WORDS ? DmaWidth.Width16Bits : DmaWidth.Width8Bits)
                .dmaSpeed(DmaSpeed.Compatible)
                .interfaceType(InterfaceType.Isa)
                .build();
    }
}
