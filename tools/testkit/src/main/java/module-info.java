/** What plugin and driver authors test with. */
module dev.dreq.tools.testkit {
    requires static transitive org.jspecify;
    requires transitive dev.dreq.plugin;

    exports dev.dreq.tools.testkit;
}
