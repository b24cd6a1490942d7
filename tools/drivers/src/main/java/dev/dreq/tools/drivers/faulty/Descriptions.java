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
                    .dmaAddressWidth(Integer.SIZE)
                    .interfaceType(InterfaceType.PCIBus)
                    .build();
        }
        return description
                .dmaChannel(channel.channel())
                .dmaRequestLine(channel.requestLine())
                .dmaWidth(movesWords(channel) ? DmaWidth.Width16Bits : DmaWidth.Width8Bits)
                .dmaSpeed(DmaSpeed.Compatible)
                .interfaceType(InterfaceType.Isa)
                .build();
    }

    private static boolean movesWords(CmResource.Dma channel) {
        return (channel.flags() & CmResource.Dma.CM_RESOURCE_DMA_16) != 0;
    }
}
