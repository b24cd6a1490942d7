package dev.dreq.tools.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.dreq.plugin.DeviceProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * The Java of a README. A block with a class is a file; one without is a fragment, which is put
 * into the frame that the test resources have for its module, {@code readme/MODULE.java}.
 */
final class ReadmeCode {
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("class (\\w+) ");
    private static final String CONFORMANCE =
            """
            package acme;

            class %2$s extends dev.dreq.tools.testkit.conformance.DeviceConformance {
                @Override
                protected dev.dreq.plugin.DeviceProvider provider() {
                    return new %1$s();
                }
            }
            """;

    private final Path readme;
    private final Path folder;
    private final List<String> classNames = new ArrayList<>();

    /** Writes the code out into a folder, a file for each block. */
    ReadmeCode(Path readme, Path folder) throws IOException {
        this.readme = readme;
        this.folder = folder;
        Matcher block = BLOCK.matcher(Files.readString(readme));
        int fragments = 0;
        while (block.find()) {
            String code = block.group(1);
            if (!CLASS.matcher(code).find()) {
                code = framed(code, ++fragments);
            }
            write(code);
        }
        for (String provider : providers()) {
            if (!classNames.contains(conformanceTest(provider))) {
                write(CONFORMANCE.formatted(provider, conformanceTest(provider)));
            }
        }
    }

    private static String conformanceTest(String provider) {
        return provider.replace("Provider", "ConformanceTest");
    }

    private void write(String code) throws IOException {
        Matcher name = CLASS.matcher(code);
        assertTrue(name.find());
        classNames.add(name.group(1));
        Files.writeString(source(name.group(1)), code);
    }

    private String framed(String fragment, int number) throws IOException {
        String module = readme.toRealPath().getParent().getFileName().toString();
        try (InputStream frame = getClass().getResourceAsStream("/readme/" + module + ".java")) {
            assertTrue(frame != null, readme + " has a block without a class, and no frame for it");
            return new String(frame.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("class Fragment ", "class Fragment%d ".formatted(number))
                    .replace("// BLOCK", fragment);
        }
    }

    /** The file of a class. */
    Path source(String className) throws IOException {
        return Files.createDirectories(folder.resolve(className).resolve("acme"))
                .resolve(className + ".java");
    }

    /** The device types, as their classes are called. */
    List<String> providers() {
        return classNames.stream().filter(name -> name.endsWith("Provider")).toList();
    }

    /** The tests: those on the page, and the conformance kit's of each device type. */
    List<String> tests() {
        return classNames.stream().filter(name -> name.endsWith("Test")).toList();
    }

    /** Compiles all of it, and runs the tests; each has at least one, and all succeed. */
    void run() throws Exception {
        Path classes = compile();
        try (URLClassLoader loader =
                new URLClassLoader(
                        new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            for (String test : tests()) {
                TestExecutionSummary summary = run(loader.loadClass("acme." + test));
                assertEquals(
                        List.of(),
                        summary.getFailures().stream()
                                .map(failure -> failure.getException().toString())
                                .toList(),
                        () -> test + " of " + readme);
                assertTrue(summary.getTestsSucceededCount() > 0, test + " has no test");
            }
        }
    }

    private static TestExecutionSummary run(Class<?> test) {
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(test))
                                .build(),
                        summary);
        return summary.getSummary();
    }

    private Path compile() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", classes.toString()));
        for (String name : classNames) {
            arguments.add(source(name).toString());
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int failed =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, said, said, arguments.toArray(String[]::new));
        assertEquals(0, failed, () -> readme + "\n" + said.toString(StandardCharsets.UTF_8));
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.write(
                services.resolve(DeviceProvider.class.getName()),
                providers().stream().map(name -> "acme." + name).toList());
        return classes;
    }
}
