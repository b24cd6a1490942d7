/** What plugin and driver authors test with. */
module dev.dreq.tools.testkit {
    requires static transitive org.jspecify;
    requires transitive dev.dreq.plugin;

    exports dev.dreq.tools.testkit;
    exports dev.dreq.tools.testkit.bus;

    provides dev.dreq.plugin.DeviceProvider with
            dev.dreq.tools.testkit.LoopbackMasterProvider,
            dev.dreq.tools.testkit.LoopbackSlaveProvider;
}
