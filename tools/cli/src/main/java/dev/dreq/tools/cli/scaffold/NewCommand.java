package dev.dreq.tools.cli.scaffold;

import dev.dreq.machine.PluginCatalog;
import dev.dreq.tools.cli.line.InputFile;
import dev.dreq.tools.cli.line.Syntax;
import dev.dreq.tools.cli.line.UsageException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** {@code dreq new}: writes a small project that builds and passes, for its author to change. */
public final class NewCommand {
    private static final String DEVICE = "device";
    private static final String DRIVER_TEST = "driver-test";

    private final PrintStream out;

    /**
     * Prepares the command.
     *
     * @param out gets what was written, and what to do with it
     */
    public NewCommand(PrintStream out) {
        this.out = out;
    }

    /** Does what was asked; nothing is written if it is refused, and nothing ever overwritten. */
    public void run(ParseResult given) {
        Blueprint blueprint = blueprint(given);
        if (!given.hasMatchedPositional(1)) {
            throw new UsageException(
                    "dreq new needs a name: dreq new KIND NAME, such as sound-card");
        }
        ProjectName name =
                ProjectName.of(given.matchedPositionalValue(1, ""), text(given, Syntax.PACKAGE));
        if (blueprint.isDevice() && PluginCatalog.ofClassPath().find(name.text()).isPresent()) {
            throw new UsageException(
                    "there is a device type %s already (dreq devices %s); give another name"
                            .formatted(name.text(), name.text()));
        }
        String place = text(given, Syntax.DIR).orElse(name.text());
        Path folder = InputFile.path(Syntax.DIR, place);
        requireFree(folder);
        Map<String, String> files = blueprint.files(name);
        write(folder, files);
        out.print("%s: %s\n".formatted(name.text(), blueprint.what()));
        files.keySet().forEach(file -> out.print("  %s\n".formatted(folder.resolve(file))));
        out.print("now: cd %s && mvn verify\n".formatted(folder));
        if (blueprint.isDevice()) {
            out.print("     dreq run --plugin-path target --device %s\n".formatted(name.text()));
        }
    }

    private static Blueprint blueprint(ParseResult given) {
        String kind = given.hasMatchedPositional(0) ? given.matchedPositionalValue(0, "") : "";
        Optional<String> bus = text(given, Syntax.BUS);
        if (kind.equals(DRIVER_TEST)) {
            bus.ifPresent(
                    any -> {
                        throw new UsageException(
                                "%s is for dreq new %s".formatted(Syntax.BUS, DEVICE));
                    });
            return Blueprint.DRIVER_TEST;
        }
        if (!kind.equals(DEVICE)) {
            throw new UsageException(
                    "dreq new %s is not possible; it takes %s NAME or %s NAME"
                            .formatted(kind.isEmpty() ? "alone" : kind, DEVICE, DRIVER_TEST));
        }
        return switch (bus.orElse("pci")) {
            case "pci" -> Blueprint.PCI_DEVICE;
            case "isa" -> Blueprint.ISA_DEVICE;
            default ->
                    throw new UsageException(
                            "%s %s is not possible; it takes isa|pci"
                                    .formatted(Syntax.BUS, bus.get()));
        };
    }

    private static Optional<String> text(ParseResult given, String option) {
        @Nullable String value = given.matchedOptionValue(option, (String) null);
        return Optional.ofNullable(value);
    }

    private static void requireFree(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new UsageException(
                    "%s is a file; name another folder with %s".formatted(folder, Syntax.DIR));
        }
        if (Files.isDirectory(folder)) {
            try (Stream<Path> content = Files.list(folder)) {
                if (content.findAny().isPresent()) {
                    throw new UsageException(
                            "%s is not empty, and nothing is overwritten; name another folder with %s"
                                    .formatted(folder, Syntax.DIR));
                }
            } catch (IOException e) {
                throw unwritable(folder, e);
            }
        }
    }

    private static void write(Path folder, Map<String, String> files) {
        files.forEach(
                (path, content) -> {
                    Path file = folder.resolve(path);
                    try {
                        Path parent = file.getParent();
                        Files.createDirectories(parent == null ? folder : parent);
                        Files.writeString(file, content, StandardOpenOption.CREATE_NEW);
                    } catch (IOException e) {
                        throw unwritable(file, e);
                    }
                });
    }

    private static UsageException unwritable(Path path, IOException e) {
        return new UsageException(
                "%s cannot be written: %s; name another folder with %s"
                        .formatted(path, e, Syntax.DIR),
                e);
    }
}
