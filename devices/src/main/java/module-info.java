/** The stock devices. */
module dev.dreq.devices {
    requires static transitive org.jspecify;
    requires transitive dev.dreq.plugin;

    exports dev.dreq.devices;
}
