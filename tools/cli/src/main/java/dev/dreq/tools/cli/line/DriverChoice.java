package dev.dreq.tools.cli.line;

import dev.dreq.plugin.settings.SettingException;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.tools.drivers.DriverType;
import dev.dreq.tools.drivers.StockDrivers;
import dev.dreq.tools.drivers.floppy.FloppyDriverType;

/** The driver to load, its options read and checked. */
public record DriverChoice(NamedOptions given, DriverType type, Settings settings) {

    /** Finds the driver and reads its options. */
    public static DriverChoice of(NamedOptions given) {
        try {
            DriverType type = StockDrivers.named(given.name());
            return new DriverChoice(
                    given, type, Settings.parse(type.settings(), given.properties()));
        } catch (SettingException e) {
            throw new UsageException(
                    "%s %s: %s".formatted(given.option(), given, e.getMessage()), e);
        }
    }

    /** The letter of the drive that it works on. */
    public String drive() {
        return String.valueOf((char) ('a' + settings.get(FloppyDriverType.UNIT)));
    }
}
