/** The Windows DMA services. */
module dev.dreq.hal {
    requires static transitive org.jspecify;
    requires transitive dev.dreq.plugin;

    exports dev.dreq.hal;
}
