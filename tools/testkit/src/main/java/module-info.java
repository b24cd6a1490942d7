/** What plugin and driver authors test with. */
module dev.dreq.tools.testkit {
    requires static transitive org.jspecify;
    requires static org.junit.jupiter.api;
    requires transitive dev.dreq.plugin;

    exports dev.dreq.tools.testkit;
    exports dev.dreq.tools.testkit.bus;
    exports dev.dreq.tools.testkit.conformance;

    uses dev.dreq.plugin.DeviceProvider;

    provides dev.dreq.plugin.DeviceProvider with
            dev.dreq.tools.testkit.LoopbackMasterProvider,
            dev.dreq.tools.testkit.LoopbackSlaveProvider;
}
