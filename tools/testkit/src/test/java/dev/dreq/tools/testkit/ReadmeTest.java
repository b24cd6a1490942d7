package dev.dreq.tools.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.dreq.tools.testkit.conformance.Rule;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The code in the README does what the README says. */
class ReadmeTest {

    private static final Path README = Path.of(System.getProperty("basedir", ""), "README.md");
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("class (\\w+) ");

    @TempDir Path folder;
    private Path classes;

    @BeforeEach
    void compileTheBlocks() throws IOException {
        List<String> arguments = new ArrayList<>();
        classes = Files.createDirectory(folder.resolve("classes"));
        arguments.addAll(List.of("-proc:none", "-d", classes.toString()));
        Matcher block = BLOCK.matcher(Files.readString(README));
        while (block.find()) {
            Matcher name = CLASS.matcher(block.group(1));
            assertTrue(name.find(), "a block without a class");
            Path source = folder.resolve(name.group(1) + ".java");
            Files.writeString(source, block.group(1));
            arguments.add(source.toString());
        }
        assertEquals(
                0,
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, arguments.toArray(String[]::new)));
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(
                services.resolve("dev.dreq.plugin.DeviceProvider"), "acme.RampProvider\n");
    }

    private TestExecutionSummary run(String testClass) throws Exception {
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        try (URLClassLoader loader =
                new URLClassLoader(
                        new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            LauncherFactory.create()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectClass(loader.loadClass(testClass)))
                                    .build(),
                            summary);
        }
        assertEquals(
                List.of(),
                summary.getSummary().getFailures().stream()
                        .map(failure -> failure.getException().toString())
                        .toList());
        return summary.getSummary();
    }

    @Test
    void theDevicesTestsPass() throws Exception {
        assertEquals(2, run("acme.RampTest").getTestsSucceededCount());
    }

    @Test
    void theDriversTestsPass() throws Exception {
        assertEquals(2, run("acme.PrinterTest").getTestsSucceededCount());
    }

    @Test
    void theTestOnAMachinePasses() throws Exception {
        assertEquals(1, run("acme.FloppyTest").getTestsSucceededCount());
    }

    @Test
    void theDeviceConforms() throws Exception {
        assertEquals(
                Rule.values().length, run("acme.RampConformanceTest").getTestsSucceededCount());
    }
}
