package dev.dreq.tools.cli.devices;

import dev.dreq.machine.DeviceType;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.plugin.isa.IsaDeviceProvider;
import dev.dreq.plugin.pci.PciDeviceProvider;
import dev.dreq.tools.cli.line.Plugins;
import dev.dreq.tools.cli.line.UsageException;
import dev.dreq.tools.cli.text.TextTable;
import java.io.PrintStream;
import java.util.stream.Collectors;
import picocli.CommandLine.ParseResult;

/** {@code dreq devices}: the device types that there are, or one of them. */
public final class DevicesCommand {
    private final PrintStream out;
    private final PrintStream err;

    /**
     * Prepares the command.
     *
     * @param out for what was asked for
     * @param err for plugins that cannot be loaded
     */
    public DevicesCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Does what was asked. */
    public void run(ParseResult given) {
        PluginCatalog catalog = Plugins.catalog(Plugins.path(given), err);
        if (given.hasMatchedPositional(0)) {
            String name = given.matchedPositionalValue(0, "");
            out.print(new DeviceSheet(catalog, type(catalog, name)));
        } else {
            out.print(table(catalog));
        }
    }

    private static DeviceType type(PluginCatalog catalog, String name) {
        return catalog.find(name)
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "no device type is named %s; there are: %s"
                                                .formatted(
                                                        name,
                                                        catalog.types().stream()
                                                                .map(DeviceType::name)
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ", ")))));
    }

    private static TextTable table(PluginCatalog catalog) {
        TextTable table = new TextTable("").row("TYPE", "BUS", "FROM", "WHAT IT IS");
        for (DeviceType type : catalog.types()) {
            table.row(type.name(), bus(type), type.origin(), type.summary());
        }
        return table;
    }

    /** The bus that a type is for. */
    static String bus(DeviceType type) {
        if (type.provider() instanceof IsaDeviceProvider) {
            return "ISA";
        }
        return type.provider() instanceof PciDeviceProvider ? "PCI" : "unknown";
    }
}
