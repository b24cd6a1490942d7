package dev.dreq.tools.testkit.conformance;

import dev.dreq.devices.display.DisplayProvider;
import dev.dreq.plugin.DeviceProvider;
import java.util.List;
import java.util.Map;

class DisplayConformanceTest extends DeviceConformance {

    @Override
    protected DeviceProvider provider() {
        return new DisplayProvider();
    }

    @Override
    protected List<Map<String, String>> variants() {
        return List.of(
                Map.of("vram", "1M", "max-transfer", "64K", "burst", "4K"),
                Map.of("vram", "1M", "bandwidth", "0", "sg", "off", "edid", "off"));
    }
}
