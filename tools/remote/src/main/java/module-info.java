/** QEMU's wire: a Dreq machine behind qtest and QMP, and a QEMU behind Dreq's view of a machine. */
@SuppressWarnings("requires-automatic") // JLine names its modules and describes none
module dev.dreq.tools.remote {
    exports dev.dreq.tools.remote.client;
    exports dev.dreq.tools.remote.screen;

    requires static transitive org.jspecify;
    requires dev.dreq.devices;
    requires dev.dreq.machine;
    requires transitive dev.dreq.plugin;
    requires com.fasterxml.jackson.core;
    requires org.jline.reader;
    requires org.jline.terminal;
    requires com.fasterxml.jackson.jr.ob;

    provides dev.dreq.plugin.DeviceProvider with
            dev.dreq.tools.remote.board.CmosProvider,
            dev.dreq.tools.remote.board.PciHotplugProvider;
}
