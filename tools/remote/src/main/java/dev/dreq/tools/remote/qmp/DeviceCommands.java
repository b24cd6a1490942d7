package dev.dreq.tools.remote.qmp;

import dev.dreq.machine.Grant;
import dev.dreq.plugin.pci.PciBar;
import dev.dreq.tools.remote.pc.DeviceOption;
import dev.dreq.tools.remote.pc.Pc;
import dev.dreq.tools.remote.pc.PciFunctions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Commands that plug devices in and out, and show the bus. */
final class DeviceCommands {

    private static final String DRIVER = "driver";
    private static final String ID = "id";
    private static final int UNMAPPED = -1;

    private final Pc pc;

    DeviceCommands(Pc pc) {
        this.pc = pc;
    }

    List<QmpCommand> list() {
        return List.of(
                QmpCommand.open(
                        "device_add",
                        this::add,
                        Parameter.any(DRIVER),
                        Parameter.any(ID).optional(),
                        Parameter.any("bus").optional()),
                QmpCommand.effect(
                        "device_del",
                        arguments -> pc.unplug(arguments.text(ID)),
                        Parameter.string(ID)),
                QmpCommand.query("query-pci", arguments -> pci()));
    }

    private void add(Arguments arguments) {
        Map<String, String> properties = new LinkedHashMap<>();
        arguments.all().forEach((name, value) -> properties.put(name, text(value)));
        properties.remove(DRIVER);
        properties.remove(ID);
        pc.plug(new DeviceOption(arguments.text(DRIVER), arguments.optionalText(ID), properties));
    }

    /** A value as a command line would give it. */
    private static String text(Object value) {
        return value instanceof Boolean on ? (on ? "on" : "off") : value.toString();
    }

    private List<Answer> pci() {
        List<Answer> devices = new PciFunctions(pc).all().stream().map(this::function).toList();
        return List.of(new Answer().with("bus", 0).with("devices", devices));
    }

    private Answer function(PciFunctions.Function function) {
        return new Answer()
                .with("irq_pin", function.pin())
                .with("bus", 0)
                .with("qdev_id", function.id())
                .with("irq", Optional.of(function.irq()).filter(irq -> function.pin() != 0))
                .with("slot", function.slot())
                .with(
                        "class_info",
                        new Answer()
                                .with("class", function.classCode())
                                .with("desc", function.className()))
                .with(
                        "id",
                        new Answer()
                                .with("device", function.device())
                                .with("subsystem-vendor", function.subsystemVendor())
                                .with("vendor", function.vendor())
                                .with("subsystem", function.subsystem()))
                .with("function", 0)
                .with("regions", function.bars().stream().map(DeviceCommands::region).toList());
    }

    private static Answer region(Grant.Bar bar) {
        PciBar.Kind kind = bar.bar().kind();
        boolean io = kind == PciBar.Kind.IO;
        Answer region = new Answer();
        if (!io) {
            region.with("prefetch", kind != PciBar.Kind.MEMORY)
                    .with("mem_type_64", kind == PciBar.Kind.PREFETCHABLE_64);
        }
        return region.with("bar", bar.bar().index())
                .with("size", bar.bar().size())
                .with("address", bar.address().orElse(UNMAPPED))
                .with("type", io ? "io" : "memory");
    }
}
