/** The machine core: memory, buses, interrupts, virtual time and plugin loading. */
module dev.dreq.machine {
    requires transitive dev.dreq.plugin;
    requires static transitive org.jspecify;
    requires com.google.common;
    requires com.sun.jna;
    requires jdk.jfr;

    exports dev.dreq.machine;

    uses dev.dreq.plugin.DeviceProvider;
}
