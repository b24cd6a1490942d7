package dev.dreq.tools.remote.hmp;

import dev.dreq.machine.Grant;
import dev.dreq.plugin.pci.PciBar;
import dev.dreq.tools.remote.hmp.HmpParameter.Kind;
import dev.dreq.tools.remote.pc.DeviceModel;
import dev.dreq.tools.remote.pc.Pc;
import dev.dreq.tools.remote.pc.PciFunctions;
import dev.dreq.tools.remote.qom.QomObject;
import dev.dreq.tools.remote.qom.QomProperty;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code info} tells of devices and objects. */
final class DeviceInfos {

    private static final String PATH = "path";
    private static final long UNMAPPED = -1;

    /** Properties that every object or device has. */
    private static final Set<String> COMMON =
            Set.of("type", "parent_bus", "realized", "hotplugged", "hotpluggable");

    private final Pc pc;

    DeviceInfos(Pc pc) {
        this.pc = pc;
    }

    List<HmpCommand> list() {
        return List.of(
                HmpCommand.showing("pci", "", "show PCI info", arguments -> pci()),
                HmpCommand.showing(
                        "qom-tree",
                        "[path]",
                        "show QOM composition tree",
                        this::qomTree,
                        HmpParameter.of(PATH, Kind.STRING).optional()),
                HmpCommand.showing("qtree", "", "show device tree", arguments -> qtree()),
                HmpCommand.showing("qdm", "", "show qdev device model list", arguments -> qdm()));
    }

    private String pci() {
        return new PciFunctions(pc)
                .all().stream().map(DeviceInfos::function).collect(Collectors.joining());
    }

    private static String function(PciFunctions.Function function) {
        StringBuilder shown =
                new StringBuilder("  Bus  0, device %3d, function 0:\n".formatted(function.slot()));
        shown.append(
                "    %s: PCI device %04x:%04x\n"
                        .formatted(
                                function.className()
                                        .orElse("Class %04d".formatted(function.classCode())),
                                function.vendor(),
                                function.device()));
        if (function.subsystemVendor() != 0 || function.subsystem() != 0) {
            shown.append(
                    "      PCI subsystem %04x:%04x\n"
                            .formatted(function.subsystemVendor(), function.subsystem()));
        }
        if (function.pin() != 0) {
            shown.append(
                    "      IRQ %d, pin %c\n".formatted(function.irq(), 'A' + function.pin() - 1));
        }
        function.bars().forEach(bar -> shown.append(bar(bar)));
        return shown.append("      id \"%s\"\n".formatted(function.id())).toString();
    }

    /** An unmapped one is at -1, and its end is counted from there. */
    private static String bar(Grant.Bar bar) {
        long start = bar.address().orElse(UNMAPPED);
        long end = start + bar.bar().size() - 1;
        PciBar.Kind kind = bar.bar().kind();
        if (kind == PciBar.Kind.IO) {
            return "      BAR%d: I/O at 0x%04x [0x%04x].\n"
                    .formatted(bar.bar().index(), start, end);
        }
        return "      BAR%d: %d bit %smemory at 0x%08x [0x%08x].\n"
                .formatted(
                        bar.bar().index(),
                        kind == PciBar.Kind.PREFETCHABLE_64 ? 64 : 32,
                        kind == PciBar.Kind.MEMORY ? "" : "prefetchable ",
                        start,
                        end);
    }

    private String qomTree(HmpArguments arguments) {
        String path = arguments.optionalText(PATH).orElse("/machine");
        Optional<QomObject> object = pc.objects().find(path);
        if (object.isEmpty()) {
            return "Path '%s' could not be resolved.\n".formatted(path);
        }
        StringBuilder shown = new StringBuilder();
        DeviceCommands.tree(object.get(), "", shown);
        return shown.toString();
    }

    private String qdm() {
        return pc.models().stream().map(DeviceInfos::model).collect(Collectors.joining());
    }

    private static String model(DeviceModel model) {
        return "name \"%s\", bus %s, desc \"%s\"\n"
                .formatted(model.name(), model.bus().type(), model.summary());
    }

    private String qtree() {
        StringBuilder shown = new StringBuilder();
        pc.objects().find("/machine/i440fx/pci.0").ifPresent(bus -> bus(bus, "", shown));
        return shown.toString();
    }

    /** A bus, and the devices on it. */
    private void bus(QomObject bus, String indent, StringBuilder shown) {
        shown.append("%sbus: %s\n%s  type %s\n".formatted(indent, bus.name(), indent, bus.type()));
        for (QomObject object : pc.objects().root().all()) {
            boolean here =
                    object.property("parent_bus")
                            .filter(parent -> parent.value().get().equals(bus.path()))
                            .isPresent();
            if (here) {
                device(object, indent + "  ", shown);
            }
        }
    }

    private void device(QomObject device, String indent, StringBuilder shown) {
        boolean named = device.path().startsWith("/machine/peripheral/");
        shown.append(
                "%sdev: %s, id \"%s\"\n"
                        .formatted(indent, device.type(), named ? device.name() : ""));
        for (QomProperty property : device.properties()) {
            if (!property.isLive() && !COMMON.contains(property.name())) {
                shown.append("%s  %s = %s\n".formatted(indent, property.name(), value(property)));
            }
        }
        device.children().stream()
                .filter(child -> child.type().equals("ISA") || child.type().equals("floppy-bus"))
                .forEach(bus -> bus(bus, indent + "  ", shown));
    }

    private static String value(QomProperty property) {
        Object value = property.value().get();
        if (value instanceof Long number) {
            return "%d (0x%x)".formatted(number, number);
        }
        return value instanceof String text ? "\"%s\"".formatted(text) : value.toString();
    }
}
