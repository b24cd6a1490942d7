package dev.dreq.tools.cli.devices;

import dev.dreq.machine.ConfigurationException;
import dev.dreq.machine.DeviceType;
import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.plugin.settings.Setting;
import dev.dreq.tools.cli.text.TextTable;
import java.util.Map;

/** All that can be told of a device type: settings, what it asks for, registers. */
final class DeviceSheet {
    private static final long SCRATCH_MEMORY = 1L << 20;

    private final PluginCatalog catalog;
    private final DeviceType type;

    DeviceSheet(PluginCatalog catalog, DeviceType type) {
        this.catalog = catalog;
        this.type = type;
    }

    @Override
    public String toString() {
        return new TextTable("")
                        .row("type", type.name())
                        .row("what it is", type.summary())
                        .row("bus", DevicesCommand.bus(type))
                        .row("from", type.origin())
                + "\nsettings\n"
                + settings()
                + "\nasks for\n"
                + AskedFor.table(type)
                + "\nregisters\n"
                + registers();
    }

    private String settings() {
        if (type.settings().isEmpty()) {
            return "  none\n";
        }
        TextTable table = new TextTable("  ").row("NAME", "DEFAULT", "TAKES", "MEANING");
        for (Setting<?> setting : type.settings()) {
            table.row(setting.name(), setting.defaultText(), setting.accepts(), setting.meaning());
        }
        return table.toString();
    }

    /** Only a device knows its registers, so one is made, alone on a machine of its own. */
    private String registers() {
        try (Machine scratch =
                Machine.builder()
                        .memory(SCRATCH_MEMORY)
                        .catalog(catalog)
                        .device(type.name(), Map.of())
                        .build()) {
            return RegisterTable.of(scratch.devices().get(0));
        } catch (ConfigurationException e) {
            return "  not known, since a device with default settings cannot be made: %s\n"
                    .formatted(e.getMessage());
        }
    }
}
