package dev.dreq.tools.testkit.conformance;

import dev.dreq.plugin.DeviceProvider;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Tries a device against every {@link Rule}, in slots without a machine. A class for your device is
 * all that it takes:
 *
 * <pre>{@code
 * class RampConformanceTest extends DeviceConformance {
 *     @Override
 *     protected DeviceProvider provider() {
 *         return new RampProvider();
 *     }
 * }
 * }</pre>
 *
 * <p>All that happens is decided by fixed seeds and bounded by counts and virtual time; a run takes
 * seconds, and fails again in the same way. What it does not see is a handler that loops for ever
 * without reaching its slot: give such tests a time limit.
 */
public abstract class DeviceConformance {

    /** For the tests of a device. */
    protected DeviceConformance() {}

    /** The provider of the device, a new one or always the same. */
    protected abstract DeviceProvider provider();

    /**
     * With which settings to try it; each choice is tried against each rule. At first the defaults.
     */
    protected List<Map<String, String>> variants() {
        return List.of(Map.of());
    }

    /** Registers of which nobody knows what they read after power-on or a reset. At first none. */
    protected Set<String> unpredictable() {
        return Set.of();
    }

    /** Rules that the device need not keep, each with the reason. At first none. */
    protected Map<Rule, String> waived() {
        return Map.of();
    }

    /** A test for each rule, with each choice of settings. */
    @TestFactory
    final Stream<DynamicContainer> conforms() {
        return variants().stream()
                .map(
                        texts ->
                                DynamicContainer.dynamicContainer(
                                        provider().type() + " " + texts,
                                        Arrays.stream(Rule.values())
                                                .map(rule -> test(rule, texts))));
    }

    private DynamicTest test(Rule rule, Map<String, String> texts) {
        return DynamicTest.dynamicTest(
                "%s: %s".formatted(rule.spelling(), rule.demand()), () -> check(rule, texts));
    }

    private void check(Rule rule, Map<String, String> texts) {
        String reason = waived().get(rule);
        Assumptions.assumeTrue(reason == null, reason);
        check(provider(), texts, rule, unpredictable());
    }

    /**
     * Tries one rule; for those who run the kit without JUnit.
     *
     * @throws BrokenRule if a rule is broken, this one or another that got in its way
     */
    public static void check(
            DeviceProvider provider,
            Map<String, String> settings,
            Rule rule,
            Set<String> unpredictable) {
        try (Bench bench = new Bench(provider, settings, unpredictable)) {
            Check.of(rule).run(bench);
        }
    }
}
