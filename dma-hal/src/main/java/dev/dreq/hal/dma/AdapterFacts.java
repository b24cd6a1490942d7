package dev.dreq.hal.dma;

import dev.dreq.hal.io.DeviceObject;
import dev.dreq.plugin.Experimental;
import org.jspecify.annotations.Nullable;

/**
 * What IoGetDmaAdapter decided.
 *
 * @param adapter the adapter
 * @param name whose it is, for people
 * @param physicalDevice whose it is; null for a device without one
 * @param description what the driver said of the device
 * @param mapRegisters the most that one operation may have
 * @param alignment GetDmaAlignment
 * @param lastAddress the last byte of memory that the device reaches
 * @param window no range that the device is shown crosses a multiple of it
 */
@Experimental("shaped by the verifier's rules, its only user")
public record AdapterFacts(
        DmaAdapter adapter,
        String name,
        @Nullable DeviceObject physicalDevice,
        DeviceDescription description,
        int mapRegisters,
        int alignment,
        long lastAddress,
        long window) {}
