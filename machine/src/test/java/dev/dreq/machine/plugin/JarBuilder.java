package dev.dreq.machine.plugin;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Compiles sources and writes them into a jar, as a plugin's author does. */
final class JarBuilder {

    private final Path work;
    private final List<Path> sources = new ArrayList<>();
    private final List<String> providers = new ArrayList<>();
    private String classPath = System.getProperty("java.class.path");

    JarBuilder(Path temporary) {
        try {
            work = Files.createTempDirectory(temporary, "jar");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JarBuilder source(String className, String text) {
        Path file = work.resolve("src").resolve(className.replace('.', '/') + ".java");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sources.add(file);
        return this;
    }

    JarBuilder provider(String className) {
        providers.add(className);
        return this;
    }

    JarBuilder with(Path jar) {
        classPath = jar + System.getProperty("path.separator") + classPath;
        return this;
    }

    Path write(Path jar) throws IOException {
        Files.createDirectories(jar.getParent());
        Path classes = Files.createDirectories(work.resolve("classes"));
        if (!sources.isEmpty()) {
            compile(classes);
        }
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                add(entries, classes.relativize(file).toString(), Files.readAllBytes(file));
            }
            if (!providers.isEmpty()) {
                add(
                        entries,
                        "META-INF/services/dev.dreq.plugin.DeviceProvider",
                        ("# plugins\n" + String.join("\n", providers) + " # one\n")
                                .getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    private void compile(Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options =
                List.of("-d", classes.toString(), "-cp", classPath, "-proc:none", "-nowarn");
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled =
                    compiler.getTask(
                                    messages,
                                    files,
                                    null,
                                    options,
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources))
                            .call();
            if (!compiled) {
                throw new AssertionError(messages.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(JarOutputStream out, String name, byte[] bytes) throws IOException {
        out.putNextEntry(new JarEntry(name.replace('\\', '/')));
        new ByteArrayInputStream(bytes).transferTo(out);
        out.closeEntry();
    }
}
