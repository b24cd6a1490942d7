/** What plugin and driver authors test with. */
module dev.dreq.tools.testkit {
    requires static transitive org.jspecify;
    requires transitive dev.dreq.plugin;

    exports dev.dreq.tools.testkit;

    provides dev.dreq.plugin.DeviceProvider with
            dev.dreq.tools.testkit.LoopbackSlaveProvider;
}
