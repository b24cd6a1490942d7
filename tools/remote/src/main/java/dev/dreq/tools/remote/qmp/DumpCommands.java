package dev.dreq.tools.remote.qmp;

import dev.dreq.tools.remote.pc.MemoryFiles;
import dev.dreq.tools.remote.pc.Pc;
import dev.dreq.tools.remote.pc.Screens;
import dev.dreq.tools.remote.qom.QemuError;
import dev.dreq.tools.remote.screen.PictureFormat;
import java.util.List;
import java.util.Optional;

/** Commands that write what the machine shows or holds into files. */
final class DumpCommands {

    private static final String FILE = "filename";
    private static final String DEVICE = "device";
    private static final String HEAD = "head";

    private final Screens screens;
    private final MemoryFiles memory;

    DumpCommands(Pc pc) {
        screens = new Screens(pc);
        memory = new MemoryFiles(pc);
    }

    List<QmpCommand> list() {
        return List.of(
                QmpCommand.effect(
                        "screendump",
                        this::screendump,
                        Parameter.string(FILE),
                        Parameter.string(DEVICE).optional(),
                        Parameter.integer(HEAD).optional(),
                        Parameter.string("format").optional()),
                QmpCommand.effect(
                        "pmemsave",
                        this::save,
                        Parameter.integer("val"),
                        Parameter.integer("size"),
                        Parameter.string(FILE)),
                QmpCommand.effect(
                        "memsave",
                        arguments -> {
                            Processors.check(arguments);
                            save(arguments); // no processor maps addresses
                        },
                        Parameter.integer("val"),
                        Parameter.integer("size"),
                        Parameter.string(FILE),
                        Processors.PARAMETER));
    }

    private void screendump(Arguments arguments) {
        Optional<Long> head = arguments.optionalNumber(HEAD);
        Optional<String> device = arguments.optionalText(DEVICE);
        if (head.isPresent() && device.isEmpty()) {
            throw QemuError.generic("'head' must be specified together with 'device'");
        }
        screens.dump(
                device,
                head.orElse(0L),
                arguments.text(FILE),
                arguments.choice("format", PictureFormat.PPM));
    }

    private void save(Arguments arguments) {
        memory.save(arguments.number("val"), arguments.number("size"), arguments.text(FILE));
    }
}
