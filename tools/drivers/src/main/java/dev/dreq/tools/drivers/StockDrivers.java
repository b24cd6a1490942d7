package dev.dreq.tools.drivers;

import dev.dreq.plugin.settings.SettingException;
import dev.dreq.tools.drivers.busmaster.BusMasterDriverType;
import dev.dreq.tools.drivers.display.DisplayMiniportType;
import dev.dreq.tools.drivers.faulty.FaultyDriverType;
import dev.dreq.tools.drivers.floppy.FloppyDriverType;
import java.util.List;
import java.util.stream.Collectors;

/** The drivers that come with Dreq. */
public final class StockDrivers {
    private static final List<DriverType> ALL =
            List.of(new FloppyDriverType(), new BusMasterDriverType(), new DisplayMiniportType());

    private StockDrivers() {}

    /**
     * All that do what they should, in the order in which to show them. {@link FaultyDriverType} is
     * not among them, and has a name for each fault.
     */
    public static List<DriverType> all() {
        return ALL;
    }

    /**
     * The driver of a name.
     *
     * @throws SettingException for a name that none has; it names those that there are
     */
    public static DriverType named(String name) {
        if (name.equals(FaultyDriverType.NAME) || name.startsWith(FaultyDriverType.NAME + ":")) {
            return FaultyDriverType.named(name);
        }
        return ALL.stream()
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new SettingException(
                                        "there is no driver %s; there is %s, faulty"
                                                .formatted(
                                                        name,
                                                        ALL.stream()
                                                                .map(DriverType::name)
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ", ")))));
    }
}
