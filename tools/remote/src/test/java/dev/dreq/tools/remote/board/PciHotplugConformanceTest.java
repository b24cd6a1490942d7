package dev.dreq.tools.remote.board;

import dev.dreq.plugin.DeviceProvider;
import dev.dreq.tools.testkit.conformance.DeviceConformance;

class PciHotplugConformanceTest extends DeviceConformance {

    @Override
    protected DeviceProvider provider() {
        return new PciHotplugProvider();
    }
}
