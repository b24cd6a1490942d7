package dev.dreq.tools.testkit.conformance;

import dev.dreq.devices.i8237.I8237Provider;
import dev.dreq.plugin.DeviceProvider;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

class I8237ConformanceTest extends DeviceConformance {

    @Override
    protected DeviceProvider provider() {
        return new I8237Provider();
    }

    @Override
    protected List<Map<String, String>> variants() {
        return List.of(Map.of("compat", "chip"), Map.of("compat", "qemu"));
    }

    @Override
    protected Set<String> unpredictable() {
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < 8; i++) {
            names.addAll(List.of("ADDRESS_" + i, "COUNT_" + i, "PAGE_" + i));
        }
        for (String port : List.of("80", "84", "85", "86", "88", "8C", "8D", "8E")) {
            names.add("SCRATCH_" + port);
        }
        return names;
    }

    @Override
    protected Map<Rule, String> waived() {
        return Map.of(
                Rule.RESET_FORGETS,
                "addresses, counts and pages outlive a reset, as the data sheet has it");
    }
}
