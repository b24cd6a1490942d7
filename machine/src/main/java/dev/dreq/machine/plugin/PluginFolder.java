package dev.dreq.machine.plugin;

import dev.dreq.plugin.DeviceProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * Loads the plugins of a folder: its jars with a provider entry, each on its own, in the order of
 * their names.
 */
public final class PluginFolder {

    private static final String ENTRY = "META-INF/services/" + DeviceProvider.class.getName();
    private static final String NOTHING = "-";
    private static final int MAX_ENTRY = 1 << 16;

    private final Path folder;
    private final Findings found;

    private PluginFolder(Path folder, Findings found) {
        this.folder = folder;
        this.found = found;
    }

    /** Adds what a folder holds. */
    public static void find(Path folder, Findings found) {
        new PluginFolder(folder, found).find();
    }

    private void find() {
        if (!Files.isDirectory(folder)) {
            found.problem(folder.toString(), NOTHING, "there is no such folder");
            return;
        }
        List<Path> libraries = Files.isDirectory(lib()) ? jars(lib()) : List.of();
        for (Path jar : jars(folder)) {
            load(jar, libraries);
        }
    }

    private Path lib() {
        return folder.resolve("lib");
    }

    private List<Path> jars(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            found.problem(directory.toString(), NOTHING, Findings.reason(e));
            return List.of();
        }
    }

    private void load(Path jar, List<Path> libraries) {
        String origin = jar.getFileName().toString();
        try {
            List<String> classes = providers(jar);
            if (!classes.isEmpty()) {
                PluginClassLoader loader = new PluginClassLoader(urls(jar, libraries));
                classes.forEach(name -> load(name, loader, origin));
            }
        } catch (IOException e) {
            found.problem(origin, NOTHING, "not a readable jar: " + Findings.reason(e));
        }
    }

    private static URL[] urls(Path jar, List<Path> libraries) throws IOException {
        List<URL> urls = new ArrayList<>();
        urls.add(jar.toUri().toURL());
        for (Path library : libraries) {
            urls.add(library.toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }

    /** The class names in a jar's own provider entry: one a line, # begins a comment. */
    private static List<String> providers(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile(), false)) { // the loader checks signatures
            ZipEntry entry = file.getEntry(ENTRY);
            if (entry == null) {
                return List.of();
            }
            try (InputStream in = file.getInputStream(entry)) {
                String text = new String(in.readNBytes(MAX_ENTRY), StandardCharsets.UTF_8);
                return text.lines()
                        .map(line -> line.replaceFirst("#.*", "").strip())
                        .filter(line -> !line.isEmpty())
                        .distinct()
                        .toList();
            }
        }
    }

    private void load(String name, PluginClassLoader loader, String origin) {
        try {
            Class<?> type = Class.forName(name, true, loader);
            if (type.getClassLoader() != loader) {
                found.problem(origin, name, "the class is not the plugin's own");
            } else if (!DeviceProvider.class.isAssignableFrom(type)) {
                found.problem(origin, name, "the class is no " + DeviceProvider.class.getName());
            } else {
                Object provider = type.getConstructor().newInstance();
                found.add((DeviceProvider) provider, origin);
            }
        } catch (OutOfMemoryError noMemory) {
            throw noMemory;
        } catch (Throwable thrown) {
            found.problem(origin, name, Findings.reason(thrown));
        }
    }
}
