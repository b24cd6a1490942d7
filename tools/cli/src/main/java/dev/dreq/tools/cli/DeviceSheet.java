package dev.dreq.tools.cli;

import dev.dreq.machine.ConfigurationException;
import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.DeviceNode.PortRegister;
import dev.dreq.machine.DeviceType;
import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.plugin.io.Field;
import dev.dreq.plugin.io.Register;
import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.isa.IsaDeviceProvider;
import dev.dreq.plugin.settings.Setting;
import dev.dreq.plugin.settings.Settings;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** All that can be told of a device type: settings, claims, registers. */
final class DeviceSheet {
    private static final long SCRATCH_MEMORY = 1L << 20;
    private static final int ON_ONE_LINE = 8;

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
                + claims()
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

    private String claims() {
        if (!(type.provider() instanceof IsaDeviceProvider provider)) {
            return "  not known: it is for no bus of this machine\n";
        }
        List<IsaClaim> claims;
        try {
            claims = provider.claims(Settings.defaults(type.settings()));
        } catch (RuntimeException | LinkageError e) {
            return "  not known: with its default settings it says %s\n".formatted(e);
        }
        TextTable table = new TextTable("  ");
        claims.forEach(claim -> table.row(claim.name(), claim(claim)));
        return table.isEmpty() ? "  nothing\n" : table.toString();
    }

    private static String claim(IsaClaim claim) {
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

    /** Only a device knows its registers, so one is made, alone on a machine of its own. */
    private String registers() {
        try (Machine scratch =
                Machine.builder()
                        .memory(SCRATCH_MEMORY)
                        .catalog(catalog)
                        .device(type.name(), Map.of())
                        .build()) {
            return registers(scratch.devices().get(0));
        } catch (ConfigurationException e) {
            return "  not known, since a device with default settings cannot be made: %s\n"
                    .formatted(e.getMessage());
        }
    }

    private static String registers(DeviceNode device) {
        List<PortRegister> registers =
                device.registers().stream()
                        .sorted(Comparator.comparingInt(PortRegister::port))
                        .toList();
        if (registers.isEmpty()) {
            return "  none declared\n";
        }
        TextTable table =
                new TextTable("  ").row("PORT", "NAME", "BITS", "ACCESS", "RESET", "FIELDS");
        for (PortRegister at : registers) {
            Register register = at.register();
            int bits = Byte.SIZE * register.width();
            table.row(
                    "%03x".formatted(at.port()),
                    register.name(),
                    Integer.toString(bits),
                    access(register.access()),
                    String.format(Locale.ROOT, "%0" + bits / 4 + "x", register.resetValue()),
                    register.fields().stream()
                            .map(DeviceSheet::field)
                            .collect(Collectors.joining(" ")));
        }
        return table.toString();
    }

    private static String access(Register.Access access) {
        return switch (access) {
            case READ_WRITE -> "read/write";
            case READ_ONLY -> "read";
            case WRITE_ONLY -> "write";
            case WRITE_ONE_TO_CLEAR -> "write 1 to clear";
        };
    }

    private static String field(Field field) {
        return field.width() == 1
                ? "%s[%d]".formatted(field.name(), field.low())
                : "%s[%d:%d]".formatted(field.name(), field.low() + field.width() - 1, field.low());
    }
}
