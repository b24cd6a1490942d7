/** The dreq command. */
module dev.dreq.tools.cli {
    requires static org.jspecify;
    requires dev.dreq.devices;
    requires java.compiler;
    requires java.desktop;
    requires jdk.jfr;
    requires dev.dreq.hal;
    requires dev.dreq.machine;
    requires dev.dreq.plugin;
    requires dev.dreq.tools.drivers;
    requires dev.dreq.tools.remote;
    requires dev.dreq.tools.testkit;
    requires com.fasterxml.jackson.jr.ob;
    requires info.picocli;
}
