package dev.dreq.tools.remote.hmp;

import dev.dreq.tools.remote.hmp.HmpParameter.Kind;
import dev.dreq.tools.remote.pc.BlockBackends;
import dev.dreq.tools.remote.pc.BlockBackends.ReadOnlyMode;
import dev.dreq.tools.remote.pc.Pc;
import dev.dreq.tools.remote.qom.QemuError;
import java.util.List;
import java.util.Locale;

/** Commands that change media. */
final class MediaCommands {

    private static final String FORCE = "f";
    private static final String DEVICE = "device";
    private static final String TARGET = "target";
    private static final String FORMAT = "format";
    private static final String MODE = "read-only-mode";

    private final BlockBackends backends;

    MediaCommands(Pc pc) {
        backends = new BlockBackends(pc);
    }

    List<HmpCommand> list() {
        HmpParameter device = HmpParameter.of(DEVICE, Kind.BLOCK);
        HmpParameter force = HmpParameter.of(FORCE, Kind.FLAG);
        return List.of(
                HmpCommand.silent(
                        "eject",
                        "[-f] device",
                        "eject a removable medium (use -f to force it)",
                        arguments -> backends.eject(arguments.text(DEVICE)),
                        force,
                        device),
                HmpCommand.silent(
                        "change",
                        "device [-f] filename [format [read-only-mode]]",
                        "change a removable medium, optional format, use -f to force the operation",
                        this::change,
                        device,
                        force,
                        HmpParameter.of(TARGET, Kind.FILE),
                        HmpParameter.of(FORMAT, Kind.STRING).optional(),
                        HmpParameter.of(MODE, Kind.STRING).optional()));
    }

    private void change(HmpArguments arguments) {
        backends.change(
                arguments.text(DEVICE),
                arguments.text(TARGET),
                arguments.optionalText(FORMAT),
                arguments.optionalText(MODE).map(MediaCommands::mode).orElse(ReadOnlyMode.RETAIN));
    }

    private static ReadOnlyMode mode(String text) {
        for (ReadOnlyMode mode : ReadOnlyMode.values()) {
            if (mode.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text)) {
                return mode;
            }
        }
        throw QemuError.generic("invalid parameter value: %s".formatted(text));
    }
}
