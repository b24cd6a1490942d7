package {{package}};

import dev.dreq.plugin.DeviceProvider;
import dev.dreq.tools.testkit.conformance.DeviceConformance;

/** What every device must do: the kit has a test for each rule. */
class {{Name}}ConformanceTest extends DeviceConformance {
    @Override protected DeviceProvider provider() { return new {{Name}}Provider(); }
}
