package dev.dreq.tools.drivers.busmaster;

import dev.dreq.plugin.settings.Settings;
import dev.dreq.tools.drivers.StartMode;

/**
 * The driver's settings.
 *
 * @param path how logical addresses are got and told
 * @param start who asks for map registers
 * @param keep whether AdapterControl keeps the channel
 * @param timeoutMillis how long to wait for an interrupt
 */
record BusMasterOptions(TransferPath path, StartMode start, boolean keep, int timeoutMillis) {

    static BusMasterOptions of(Settings settings) {
        return new BusMasterOptions(
                settings.get(BusMasterDriverType.PATH),
                settings.get(BusMasterDriverType.START),
                settings.get(BusMasterDriverType.KEEP),
                settings.get(BusMasterDriverType.TIMEOUT));
    }
}
