package dev.dreq.tools.cli.line;

import dev.dreq.machine.PluginCatalog;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.ParseResult;

/** Finds the device types. Plugins that cannot be loaded are warnings; the others load. */
public final class Plugins {

    private Plugins() {}

    /** The folders that {@code --plugin-path} names. */
    public static List<Path> path(ParseResult given) {
        return given.matchedOptionValue(Syntax.PLUGIN_PATH, List.<String>of()).stream()
                .map(Plugins::folder)
                .toList();
    }

    private static Path folder(String text) {
        Path folder = InputFile.path(Syntax.PLUGIN_PATH, text);
        if (!Files.isDirectory(folder)) {
            throw new UsageException(
                    "%s %s is not a directory; give one that holds jars"
                            .formatted(Syntax.PLUGIN_PATH, folder));
        }
        return folder;
    }

    /** Our own types and those of the plugins in some folders. */
    public static PluginCatalog catalog(List<Path> folders, PrintStream warnings) {
        PluginCatalog catalog = PluginCatalog.ofClassPath();
        for (Path folder : folders) {
            catalog = catalog.withFolder(folder);
        }
        catalog.problems()
                .forEach(
                        problem ->
                                warnings.println("dreq: warning: plugin not loaded: " + problem));
        return catalog;
    }
}
