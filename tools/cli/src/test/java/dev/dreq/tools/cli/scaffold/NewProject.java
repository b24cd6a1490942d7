package dev.dreq.tools.cli.scaffold;

import static dev.dreq.tools.cli.Dreq.dreq;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.tools.cli.Dreq;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A project that {@code dreq new} wrote, and what Maven would do with it. */
record NewProject(Path folder) {

    /** Has it written. */
    static NewProject write(Path folder, Object... what) {
        List<Object> line = new ArrayList<>(List.of("new"));
        line.addAll(List.of(what));
        line.addAll(List.of("--dir", folder));
        Dreq written = dreq(line.toArray());
        assertEquals(0, written.status(), written.err());
        return new NewProject(folder);
    }

    List<Path> files(String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    String read(String path) throws IOException {
        return Files.readString(folder.resolve(path));
    }

    long javaLines() throws IOException {
        long lines = 0;
        for (Path file : files(".java")) {
            lines += Files.readAllLines(file).size();
        }
        return lines;
    }

    /**
     * Compiles all of it, with every warning an error, and runs its tests; see {@link JUnitRun}.
     */
    @SuppressWarnings("unchecked")
    List<String> test() throws Exception {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> arguments =
                new ArrayList<>(
                        List.of("-proc:none", "-Xlint:all", "-Werror", "-d", classes.toString()));
        files(".java").forEach(file -> arguments.add(file.toString()));
        assertEquals(
                0,
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, arguments.toArray(String[]::new)));
        String[] tests =
                files("Test.java").stream()
                        .map(folder.resolve("src/test/java")::relativize)
                        .map(file -> file.toString().replace(".java", ""))
                        .map(file -> file.replace(File.separatorChar, '.'))
                        .toArray(String[]::new);
        ClassLoader outside = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader project = classPath(classes)) {
            Thread.currentThread().setContextClassLoader(project);
            return (List<String>)
                    project.loadClass(JUnitRun.class.getName())
                            .getMethod("of", String[].class)
                            .invoke(null, (Object) tests);
        } finally {
            Thread.currentThread().setContextClassLoader(outside);
        }
    }

    /** As Maven has it: the project beside Dreq, so that Dreq finds the project's devices. */
    private URLClassLoader classPath(Path classes) throws IOException {
        List<URL> urls = new ArrayList<>();
        urls.add(classes.toUri().toURL());
        urls.add(folder.resolve("src/main/resources/").toUri().toURL());
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }
}
