package dev.dreq.tools.testkit.conformance;

import dev.dreq.plugin.DeviceProvider;
import dev.dreq.tools.testkit.LoopbackMasterProvider;
import java.util.List;
import java.util.Map;

class LoopbackMasterConformanceTest extends DeviceConformance {

    @Override
    protected DeviceProvider provider() {
        return new LoopbackMasterProvider();
    }

    @Override
    protected List<Map<String, String>> variants() {
        return List.of(
                Map.of("buffer", "4K", "max-transfer", "8K"),
                Map.of("buffer", "4K", "bandwidth", "0", "burst", "256"),
                Map.of("buffer", "4K", "dma64", "off", "max-sg", "0", "msi", "off"));
    }
}
