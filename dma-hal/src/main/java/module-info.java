/** The Windows DMA services, and the kernel that they stand on. */
module dev.dreq.hal {
    requires static transitive org.jspecify;
    requires transitive dev.dreq.plugin;
    requires jdk.jfr;

    exports dev.dreq.hal;
    exports dev.dreq.hal.dma;
    exports dev.dreq.hal.io;
    exports dev.dreq.hal.ke;
    exports dev.dreq.hal.mm;
    exports dev.dreq.hal.pci;
    exports dev.dreq.hal.verifier;
    exports dev.dreq.hal.video;
}
