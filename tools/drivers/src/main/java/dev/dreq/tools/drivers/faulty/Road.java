package dev.dreq.tools.drivers.faulty;

import java.util.Map;

/** How the driver moves bytes, and with which device. */
enum Road {
    /** AllocateAdapterChannel, MapTransfer and FlushAdapterBuffers with a bus master. */
    MASTER("display", Map.of()),
    /** The same with a slave that moves bytes. */
    SLAVE("loopback-slave", Map.of()),
    /** The same with a slave that moves words. */
    WORDS("loopback-slave", Map.of("dma", "5")),
    /** GetScatterGatherList and PutScatterGatherList with a bus master. */
    LIST("display", Map.of()),
    /** VideoPortStartDma and VideoPortCompleteDma in a video miniport. */
    MINIPORT("display", Map.of());

    private final String deviceType;
    private final Map<String, String> deviceSettings;

    Road(String deviceType, Map<String, String> deviceSettings) {
        this.deviceType = deviceType;
        this.deviceSettings = deviceSettings;
    }

    String deviceType() {
        return deviceType;
    }

    Map<String, String> deviceSettings() {
        return deviceSettings;
    }

    boolean isMaster() {
        return deviceType.equals("display");
    }
}
