/**
 * The stock devices, each a plugin like any other, found by their providers. Exported is what those
 * who know our devices ask them for, beyond what any plugin can do.
 */
module dev.dreq.devices {
    requires static transitive org.jspecify;
    requires transitive dev.dreq.plugin;

    exports dev.dreq.devices;

    provides dev.dreq.plugin.DeviceProvider with
            dev.dreq.devices.display.DisplayProvider,
            dev.dreq.devices.fdc.FdcProvider,
            dev.dreq.devices.i8237.I8237Provider;
}
