package dev.dreq.tools.cli;

import static dev.dreq.tools.cli.Dreq.dreq;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The code in the READMEs does what they say. */
class ReadmeTest {
    private static final Path ROOT = Path.of(System.getProperty("basedir", ""), "..", "..");
    private static final int MODULES_DEPTH = 3;

    @TempDir Path folder;

    static List<Path> readmes() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT, MODULES_DEPTH)) {
            return files.filter(file -> file.endsWith("README.md"))
                    .filter(ReadmeTest::hasJava)
                    .sorted()
                    .toList();
        }
    }

    private static boolean hasJava(Path readme) {
        try {
            return Files.readString(readme).contains("```java");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("readmes")
    void theCodeCompilesAndItsTestsPass(Path readme) throws Exception {
        new ReadmeCode(readme, folder).run();
    }

    @Test
    void theDeviceFillsMemoryThroughTheDmaController() throws IOException {
        ReadmeCode code = new ReadmeCode(ROOT.resolve("README.md"), folder);
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        new PluginJars(folder.resolve("work"))
                .plugin(
                        code.source("RampProvider").getParent().getParent(),
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
}
