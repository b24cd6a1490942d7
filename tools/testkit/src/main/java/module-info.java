/** What plugin and driver authors test with. */
module dev.dreq.tools.testkit {
    requires static transitive org.jspecify;
    requires static org.junit.jupiter.api;
    requires transitive dev.dreq.hal;
    requires transitive dev.dreq.machine;
    requires transitive dev.dreq.plugin;
    requires java.desktop;
    requires jdk.jfr;

    exports dev.dreq.tools.testkit;
    exports dev.dreq.tools.testkit.bus;
    exports dev.dreq.tools.testkit.conformance;
    exports dev.dreq.tools.testkit.junit;

    uses dev.dreq.plugin.DeviceProvider;

    provides dev.dreq.plugin.DeviceProvider with
            dev.dreq.tools.testkit.LoopbackMasterProvider,
            dev.dreq.tools.testkit.LoopbackSlaveProvider;
}
