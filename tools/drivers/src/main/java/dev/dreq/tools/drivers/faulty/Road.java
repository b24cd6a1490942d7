package dev.dreq.tools.drivers.faulty;

import dev.dreq.hal.dma.DeviceDescription;
import java.util.Map;

/** How the driver moves bytes, and with which device. */
enum Road {
    /** AllocateAdapterChannel, MapTransfer and FlushAdapterBuffers with a bus master. */
    MASTER("display", ""),
    /** The same with a slave that moves bytes. */
    SLAVE("loopback-slave", ""),
    /** The same with a slave that moves words. */
    WORDS("loopback-slave", "5"),
    /** AllocateAdapterChannelEx, MapTransferEx and FlushAdapterBuffersEx with a slave. */
    CHAIN("loopback-slave", ""),
    /** GetScatterGatherList and PutScatterGatherList with a bus master. */
    LIST("display", ""),
    /** BuildScatterGatherListEx and PutScatterGatherList with a bus master. */
    BUILT_LIST("display", ""),
    /** VideoPortStartDma and VideoPortCompleteDma in a video miniport. */
    MINIPORT("display", "");

    private final String deviceType;
    private final String channel;

    Road(String deviceType, String channel) {
        this.deviceType = deviceType;
        this.channel = channel;
    }

    String deviceType() {
        return deviceType;
    }

    /** How the device has to be set; it may choose what is not named. */
    Map<String, String> deviceSettings() {
        return channel.isEmpty() ? Map.of() : Map.of("dma", channel);
    }

    /** The version of the description that the device's adapters are made by. */
    int version() {
        return switch (this) {
            case CHAIN, BUILT_LIST -> DeviceDescription.DEVICE_DESCRIPTION_VERSION3;
            case MASTER, SLAVE, WORDS, LIST, MINIPORT ->
                    DeviceDescription.DEVICE_DESCRIPTION_VERSION2;
        };
    }

    boolean isMaster() {
        return deviceType.equals("display");
    }
}
