/** The stock drivers. */
module dev.dreq.tools.drivers {
    requires static transitive org.jspecify;
    requires transitive dev.dreq.hal;

    exports dev.dreq.tools.drivers;
    exports dev.dreq.tools.drivers.busmaster;
    exports dev.dreq.tools.drivers.display;
    exports dev.dreq.tools.drivers.faulty;
    exports dev.dreq.tools.drivers.floppy;
}
