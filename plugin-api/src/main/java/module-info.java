/** The device SPI and the processor's view of a machine. Everything in Dreq stands on it. */
module dev.dreq.plugin {
    requires static transitive org.jspecify;

    exports dev.dreq.plugin;
    exports dev.dreq.plugin.cpu;
    exports dev.dreq.plugin.dma;
    exports dev.dreq.plugin.io;
    exports dev.dreq.plugin.isa;
    exports dev.dreq.plugin.pci;
    exports dev.dreq.plugin.settings;
    exports dev.dreq.plugin.state;
    exports dev.dreq.plugin.time;
}
