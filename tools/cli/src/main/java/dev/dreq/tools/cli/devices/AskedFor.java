package dev.dreq.tools.cli.devices;

import dev.dreq.machine.DeviceType;
import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.isa.IsaDeviceProvider;
import dev.dreq.plugin.pci.PciBar;
import dev.dreq.plugin.pci.PciDeviceProvider;
import dev.dreq.plugin.pci.PciFunction;
import dev.dreq.plugin.settings.Quantity;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.tools.cli.text.TextTable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a device type asks of its bus with its default settings. */
final class AskedFor {
    private static final int ON_ONE_LINE = 8;

    private AskedFor() {}

    static String table(DeviceType type) {
        Settings defaults = Settings.defaults(type.settings());
        TextTable table = new TextTable("  ");
        try {
            if (type.provider() instanceof IsaDeviceProvider isa) {
                isa.claims(defaults).forEach(claim -> table.row(claim.name(), words(claim)));
            } else if (type.provider() instanceof PciDeviceProvider pci) {
                describe(pci.function(defaults), table);
            } else {
                return "  not known: it is for no bus of this machine\n";
            }
        } catch (RuntimeException | LinkageError e) {
            return "  not known: with its default settings it says %s\n".formatted(e);
        }
        return table.isEmpty() ? "  nothing\n" : table.toString();
    }

    private static String words(IsaClaim claim) {
        if (claim instanceof IsaClaim.Ports ports) {
            return "ports " + choices(ports.choices());
        } else if (claim instanceof IsaClaim.Irq irq) {
            return "IRQ " + choices(irq.choices());
        } else if (claim instanceof IsaClaim.Dma dma) {
            return "DMA channel " + choices(dma.choices());
        } else {
            return "the place of the system DMA controller";
        }
    }

    private static String choices(List<?> choices) {
        String shown =
                choices.stream()
                        .limit(ON_ONE_LINE)
                        .map(Object::toString)
                        .collect(Collectors.joining(" or "));
        int more = choices.size() - ON_ONE_LINE;
        return more > 0 ? "%s or %d more".formatted(shown, more) : shown;
    }

    private static void describe(PciFunction function, TextTable table) {
        table.row(
                "function",
                "%04x:%04x, class %06x, revision %02x"
                        .formatted(
                                function.vendor(),
                                function.device(),
                                function.classCode(),
                                function.revision()));
        for (PciBar bar : function.bars()) {
            table.row(
                    "BAR " + bar.index(),
                    "%s, %s"
                            .formatted(
                                    bar.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                                    Quantity.formatSize(bar.size())));
        }
        if (function.interruptPin() > 0) {
            table.row("interrupt", "INT" + (char) ('A' + function.interruptPin() - 1));
        }
        if (function.msiVectors() > 0) {
            table.row("messages", Integer.toString(function.msiVectors()));
        }
    }
}
