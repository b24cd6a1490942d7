/** The machine core. */
module dev.dreq.machine {
    requires static transitive org.jspecify;
    requires transitive dev.dreq.plugin;
    requires com.google.common;
    requires com.sun.jna;

    exports dev.dreq.machine;
}
