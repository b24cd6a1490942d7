package dev.dreq.tools.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.plugin.DeviceProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Builds jars as a plugin's author would: from sources, against the SPI and nothing else of ours.
 */
public final class PluginJars {
    private static final String ENTRY = "META-INF/services/" + DeviceProvider.class.getName();

    private final Path work;

    /** Works in a folder. */
    public PluginJars(Path work) {
        this.work = work;
    }

    /** Builds a plugin's jar of the sources in a folder of the test resources. */
    public Path plugin(String sources, Path jar, String provider, Path... libraries)
            throws IOException {
        return plugin(resource(sources), jar, provider, libraries);
    }

    /** Builds a plugin's jar of the sources in a folder. */
    public Path plugin(Path sources, Path jar, String provider, Path... libraries)
            throws IOException {
        return jar(compile(sources, libraries), jar, provider);
    }

    /** Builds a jar without a provider. */
    public Path library(String sources, Path jar) throws IOException {
        return jar(compile(resource(sources)), jar, "");
    }

    private Path compile(Path sources, Path... libraries) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Path classes = Files.createDirectories(work.resolve(sources.getFileName().toString()));
        StringBuilder classPath = new StringBuilder(location(DeviceProvider.class));
        for (Path library : libraries) {
            classPath.append(System.getProperty("path.separator")).append(library);
        }
        List<String> options =
                List.of(
                        "-proc:none",
                        "-nowarn",
                        "-cp",
                        classPath.toString(),
                        "-d",
                        classes.toString());
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> found = Files.walk(sources)) {
            List<Path> javaFiles = found.filter(f -> f.toString().endsWith(".java")).toList();
            assertTrue(
                    compiler.getTask(
                                    null,
                                    files,
                                    null,
                                    options,
                                    null,
                                    files.getJavaFileObjectsFromPaths(javaFiles))
                            .call(),
                    "compilation of " + sources);
        }
        return classes;
    }

    private static Path resource(String sources) {
        try {
            return Path.of(PluginJars.class.getResource("/plugins/" + sources).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path jar(Path classes, Path jar, String provider) throws IOException {
        Files.createDirectories(jar.getParent());
        List<Path> files = new ArrayList<>();
        try (Stream<Path> found = Files.walk(classes)) {
            found.filter(Files::isRegularFile).sorted().forEach(files::add);
        }
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream zip = new JarOutputStream(out)) {
            for (Path file : files) {
                zip.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, zip);
            }
            if (!provider.isEmpty()) {
                zip.putNextEntry(new JarEntry(ENTRY));
                zip.write(provider.getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }
}
