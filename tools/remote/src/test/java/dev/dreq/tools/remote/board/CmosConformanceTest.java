package dev.dreq.tools.remote.board;

import dev.dreq.plugin.DeviceProvider;
import dev.dreq.tools.testkit.conformance.DeviceConformance;
import dev.dreq.tools.testkit.conformance.Rule;
import java.util.Map;
import java.util.Set;

class CmosConformanceTest extends DeviceConformance {

    @Override
    protected DeviceProvider provider() {
        return new CmosProvider();
    }

    @Override
    protected Set<String> unpredictable() {
        return Set.of("DATA");
    }

    @Override
    protected Map<Rule, String> waived() {
        return Map.of(Rule.RESET_FORGETS, "a battery keeps the memory through a reset");
    }
}
