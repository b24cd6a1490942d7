package dev.dreq.tools.testkit.conformance;

import dev.dreq.plugin.DeviceProvider;
import dev.dreq.tools.testkit.LoopbackSlaveProvider;
import java.util.List;
import java.util.Map;

class LoopbackSlaveConformanceTest extends DeviceConformance {

    @Override
    protected DeviceProvider provider() {
        return new LoopbackSlaveProvider();
    }

    @Override
    protected List<Map<String, String>> variants() {
        return List.of(
                Map.of("buffer", "4K"),
                Map.of("buffer", "4K", "dma", "5", "burst", "6", "gap", "100"));
    }
}
