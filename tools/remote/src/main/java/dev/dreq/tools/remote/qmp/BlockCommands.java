package dev.dreq.tools.remote.qmp;

import dev.dreq.plugin.MediaDrive.Medium;
import dev.dreq.tools.remote.pc.BlockBackends;
import dev.dreq.tools.remote.pc.Pc;
import dev.dreq.tools.remote.qom.QemuError;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** Commands for media. */
final class BlockCommands {

    private static final String DEVICE = "device";
    private static final String ID = "id";

    private final BlockBackends backends;

    BlockCommands(Pc pc) {
        backends = new BlockBackends(pc);
    }

    List<QmpCommand> list() {
        return List.of(
                QmpCommand.query(
                        "query-block",
                        arguments -> backends.all().stream().map(BlockCommands::block).toList()),
                QmpCommand.effect(
                        "eject",
                        arguments -> backends.eject(drive(arguments)),
                        Parameter.string(DEVICE).optional(),
                        Parameter.string(ID).optional(),
                        Parameter.bool("force").optional()),
                QmpCommand.effect(
                        "blockdev-change-medium",
                        this::change,
                        Parameter.string(DEVICE).optional(),
                        Parameter.string(ID).optional(),
                        Parameter.string("filename"),
                        Parameter.string("format").optional(),
                        Parameter.bool("force").optional(),
                        Parameter.string("read-only-mode").optional()));
    }

    private static String drive(Arguments arguments) {
        Optional<String> device = arguments.optionalText(DEVICE);
        Optional<String> id = arguments.optionalText(ID);
        if (device.isPresent() == id.isPresent()) {
            throw QemuError.generic("Need exactly one of 'device' and 'id'");
        }
        return device.or(() -> id).orElseThrow();
    }

    private void change(Arguments arguments) {
        backends.change(
                drive(arguments),
                arguments.text("filename"),
                arguments.optionalText("format"),
                arguments.choice("read-only-mode", BlockBackends.ReadOnlyMode.RETAIN));
    }

    private static Answer block(BlockBackends.Entry entry) {
        return new Answer()
                .with("device", entry.name())
                .with("locked", false)
                .with("removable", true)
                .with("inserted", entry.backend().drive().medium().map(BlockCommands::inserted))
                .with("qdev", entry.device())
                .with("type", "unknown");
    }

    private static Answer inserted(Medium medium) {
        String file = medium.image().toString();
        return new Answer()
                .with(
                        "image",
                        new Answer()
                                .with("virtual-size", size(medium))
                                .with("filename", file)
                                .with("format", BlockBackends.RAW)
                                .with("actual-size", size(medium))
                                .with("dirty-flag", false))
                .with("ro", medium.readOnly())
                .with("drv", BlockBackends.RAW)
                .with("encrypted", false)
                .with("file", file);
    }

    private static long size(Medium medium) {
        try {
            return Files.size(medium.image());
        } catch (IOException gone) {
            return 0; // somebody has removed the file that the drive still holds open
        }
    }
}
