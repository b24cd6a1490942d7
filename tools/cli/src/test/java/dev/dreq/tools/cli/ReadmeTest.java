package dev.dreq.tools.cli;

import static dev.dreq.tools.cli.Dreq.dreq;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The code in the README does what the README says. */
class ReadmeTest {

    private static final Path README =
            Path.of(System.getProperty("basedir", ""), "..", "..", "README.md");
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("class (\\w+) ");

    @TempDir Path folder;

    @BeforeEach
    void writeOutTheBlocks() throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(README));
        while (block.find()) {
            Matcher name = CLASS.matcher(block.group(1));
            assertTrue(name.find(), "a block without a class");
            Path source =
                    folder.resolve(name.group(1)).resolve("acme").resolve(name.group(1) + ".java");
            Files.createDirectories(source.getParent());
            Files.writeString(source, block.group(1));
        }
    }

    @Test
    void theDeviceFillsMemoryThroughTheDmaController() throws IOException {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        new PluginJars(folder.resolve("work"))
                .plugin(
                        folder.resolve("RampProvider"),
                        plugins.resolve("ramp.jar"),
                        "acme.RampProvider");

        Dreq run = dreq("run", "--plugin-path", plugins, "--device", "ramp,step=3");
        assertEquals(0, run.status(), run.err());
        assertTrue(run.out().contains("ramp0    ports 300, IRQ 5, DMA channel 1"), run.out());
        try (Machine machine =
                Machine.builder()
                        .memory(1 << 20)
                        .catalog(PluginCatalog.ofClassPath().withFolder(plugins))
                        .device("i8237", Map.of())
                        .device("ramp", Map.of("step", "3"))
                        .build()) {
            int[][] program = {
                {0xd6, 0xc0},
                {0xd4, 0},
                {0x0c, 0},
                {0x0b, 0x45},
                {0x83, 1},
                {0x02, 0},
                {0x02, 0},
                {0x03, 0xff},
                {0x03, 0x00},
                {0x0a, 1},
                {0x300, 1}
            };
            for (int[] write : program) {
                machine.bus().out8(write[0], write[1]);
            }
            for (int i = 0; i < 256; i++) {
                assertEquals(3 * i & 0xff, machine.bus().load8(0x10000 + i), "byte " + i);
            }
            assertEquals(0, machine.bus().load8(0x10100));
            assertTrue(machine.bus().interruptLevel(5));
        }
    }

    @Test
    void theDriverTestPasses() throws Exception {
        Path classes = Files.createDirectory(folder.resolve("classes"));
        int compiled =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-proc:none",
                                "-d",
                                classes.toString(),
                                folder.resolve("CylinderTest/acme/CylinderTest.java").toString());
        assertEquals(0, compiled);
        try (URLClassLoader loader =
                new URLClassLoader(
                        new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            SummaryGeneratingListener summary = new SummaryGeneratingListener();
            LauncherFactory.create()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectClass(loader.loadClass("acme.CylinderTest")))
                                    .build(),
                            summary);
            assertEquals(
                    List.of(),
                    summary.getSummary().getFailures().stream()
                            .map(failure -> failure.getException().toString())
                            .toList());
            assertEquals(1, summary.getSummary().getTestsSucceededCount());
        }
    }
}
