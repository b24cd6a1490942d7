/** QEMU's wire: a Dreq machine behind qtest and QMP, and a QEMU behind Dreq's view of a machine. */
module dev.dreq.tools.remote {
    exports dev.dreq.tools.remote.client;

    requires static transitive org.jspecify;
    requires dev.dreq.devices;
    requires dev.dreq.machine;
    requires transitive dev.dreq.plugin;
    requires com.fasterxml.jackson.jr.ob;
}
