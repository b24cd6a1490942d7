package dev.dreq.tools.remote.hmp;

import dev.dreq.plugin.MediaDrive.Medium;
import dev.dreq.tools.remote.hmp.HmpParameter.Kind;
import dev.dreq.tools.remote.pc.AddressMap;
import dev.dreq.tools.remote.pc.AddressMap.Area;
import dev.dreq.tools.remote.pc.BlockBackends;
import dev.dreq.tools.remote.pc.BlockBackends.Entry;
import dev.dreq.tools.remote.pc.InterruptPins;
import dev.dreq.tools.remote.pc.Pc;
import dev.dreq.tools.remote.pc.RunState;
import dev.dreq.tools.remote.pc.Version;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What {@code info} tells of the machine as a whole. */
final class StateInfos {

    private static final String DEVICE = "device";

    private final Pc pc;
    private final BlockBackends backends;

    StateInfos(Pc pc) {
        this.pc = pc;
        this.backends = new BlockBackends(pc);
    }

    List<HmpCommand> list() {
        return List.of(
                HmpCommand.showing(
                        "status",
                        "",
                        "show the current VM status (running|paused)",
                        arguments -> status()),
                HmpCommand.showing(
                        "version", "", "show the version of QEMU", arguments -> version()),
                HmpCommand.showing(
                        "name",
                        "",
                        "show the current VM name",
                        arguments -> pc.name().map("%s\n"::formatted).orElse("")),
                HmpCommand.showing(
                        "uuid", "", "show the current VM UUID", arguments -> pc.uuid() + "\n"),
                HmpCommand.showing(
                        "block",
                        "[-n] [-v] [device]",
                        "show info of one block device or all block devices",
                        this::block,
                        HmpParameter.of("n", Kind.FLAG),
                        HmpParameter.of("v", Kind.FLAG),
                        HmpParameter.of(DEVICE, Kind.BLOCK).optional()),
                HmpCommand.showing("irq", "", "show the interrupts statistics", arguments -> irq()),
                HmpCommand.showing("pic", "", "show PIC state", arguments -> pic()),
                HmpCommand.showing(
                        "registers",
                        "",
                        "show the cpu registers",
                        arguments ->
                                "There is no processor: clients reach ports and memory from outside.\n"),
                HmpCommand.showing(
                        "cpus",
                        "",
                        "show infos for each CPU",
                        arguments ->
                                "* CPU #0: thread_id=%d\n"
                                        .formatted(ProcessHandle.current().pid())),
                HmpCommand.showing(
                        "memory_size_summary",
                        "",
                        "show the amount of memory in bytes",
                        arguments -> "base memory: %d\nplugged memory: 0\n".formatted(pc.memory())),
                HmpCommand.showing(
                        "mtree",
                        "[-f]",
                        "show memory tree (-f: dump flat view for address spaces)",
                        this::mtree,
                        HmpParameter.of("f", Kind.FLAG)));
    }

    private String status() {
        return switch (pc.state()) {
            case RUNNING -> "VM status: running\n";
            case PAUSED -> "VM status: paused\n";
            case PRELAUNCH -> "VM status: paused (%s)\n".formatted(RunState.PRELAUNCH.spelling());
        };
    }

    private static String version() {
        return "%d.%d.%d%s\n"
                .formatted(Version.MAJOR, Version.MINOR, Version.MICRO, Version.PACKAGE);
    }

    private String block(HmpArguments arguments) {
        Optional<String> wanted = arguments.optionalText(DEVICE);
        String shown =
                backends.all().stream()
                        .filter(entry -> wanted.isEmpty() || wanted.get().equals(entry.name()))
                        .map(StateInfos::block)
                        .collect(Collectors.joining("\n"));
        return wanted.isEmpty() || shown.isEmpty() ? shown : "\n" + shown;
    }

    private static String block(Entry entry) {
        Optional<Medium> medium = entry.backend().drive().medium();
        String name = entry.name().isEmpty() ? entry.device() : entry.name();
        return "%s: %s\n    Attached to:      %s\n    Removable device: not locked, tray closed\n%s"
                .formatted(
                        name,
                        medium.map(StateInfos::medium).orElse("[not inserted]"),
                        entry.device(),
                        medium.isPresent() ? "    Cache mode:       writethrough\n" : "");
    }

    private static String medium(Medium medium) {
        return "%s (%s%s)"
                .formatted(
                        medium.image(), BlockBackends.RAW, medium.readOnly() ? ", read-only" : "");
    }

    private String irq() {
        StringBuilder shown = new StringBuilder("IRQ statistics for ioapic:\n");
        for (int pin = 0; pin < InterruptPins.COUNT; pin++) {
            if (pc.pins().rises(pin) > 0) {
                shown.append("%2d: %d\n".formatted(pin, pc.pins().rises(pin)));
            }
        }
        return shown.toString();
    }

    /** The pins alone: nobody programs vectors, since nobody takes interrupts. */
    private String pic() {
        StringBuilder shown = new StringBuilder("ioapic0: inputs\n");
        for (int pin = 0; pin < InterruptPins.COUNT; pin++) {
            shown.append(
                    "  pin %-2d %s\n".formatted(pin, pc.pins().level(pin) == 0 ? "low" : "high"));
        }
        return shown.toString();
    }

    private String mtree(HmpArguments arguments) {
        AddressMap map = new AddressMap(pc);
        if (arguments.optionalText("f").isPresent()) {
            return "FlatView #0\n AS \"memory\", root: system\n Root memory region: system\n%s\nFlatView #1\n AS \"I/O\", root: io\n Root memory region: io\n%s"
                    .formatted(areas("  ", map.memory()), areas("  ", map.ports()));
        }
        return "address-space: memory\n%s%s\naddress-space: I/O\n%s%s"
                .formatted(
                        area("  ", new Area(0, -1, AddressMap.Kind.DEVICE, "system")),
                        areas("    ", map.memory()),
                        area(
                                "  ",
                                new Area(0, AddressMap.lastPort(), AddressMap.Kind.DEVICE, "io")),
                        areas("    ", map.ports()));
    }

    private static String areas(String indent, List<Area> areas) {
        return areas.stream().map(area -> area(indent, area)).collect(Collectors.joining());
    }

    private static String area(String indent, Area area) {
        return "%s%016x-%016x (prio 0, %s): %s\n"
                .formatted(indent, area.start(), area.end(), area.kind().spelling(), area.name());
    }
}
