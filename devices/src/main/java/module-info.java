/**
 * The stock devices, each a plugin like any other: found by their providers, so nothing is
 * exported.
 */
module dev.dreq.devices {
    requires static transitive org.jspecify;
    requires transitive dev.dreq.plugin;

    provides dev.dreq.plugin.DeviceProvider with
            dev.dreq.devices.display.DisplayProvider,
            dev.dreq.devices.fdc.FdcProvider,
            dev.dreq.devices.i8237.I8237Provider;
}
