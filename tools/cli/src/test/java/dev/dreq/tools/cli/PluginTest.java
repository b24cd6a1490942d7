package dev.dreq.tools.cli;

import static dev.dreq.tools.cli.Dreq.dreq;
import static dev.dreq.tools.cli.Dreq.randomFile;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.devices.Compat;
import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Third parties' jars in a plugin folder. */
class PluginTest {

    @TempDir Path folder;

    private Path plugins;
    private PluginJars jars;

    @BeforeEach
    void makePluginFolder() throws IOException {
        plugins = Files.createDirectory(folder.resolve("plugins"));
        jars = new PluginJars(folder.resolve("work"));
    }

    private void buildGreeter() throws IOException {
        Path library =
                jars.library("greeter-lib", plugins.resolve("lib").resolve("greeter-lib.jar"));
        jars.plugin("greeter", plugins.resolve("greeter.jar"), "acme.GreeterProvider", library);
    }

    private void buildInverter() throws IOException {
        jars.plugin("inverter", plugins.resolve("inverter.jar"), "acme.InverterProvider");
    }

    @Test
    void aPluginAnswersOnItsPortWithItsOwnClassOfOurName() throws IOException {
        buildGreeter();
        assertEquals("CHIP", Compat.CHIP.name(), "the class of ours that shares its name");

        try (Machine machine =
                Machine.builder()
                        .memory(1 << 20)
                        .catalog(PluginCatalog.ofClassPath().withFolder(plugins))
                        .device("i8237", Map.of())
                        .device("fdc", Map.of("compat", "qemu"))
                        .device("greeter", Map.of())
                        .build()) {
            assertEquals(0x48, machine.bus().in8(0x300));
        }
    }

    @Test
    void aPluginIsListedWithItsJarAndRunsBesideTheDefaults() throws IOException {
        buildGreeter();

        Dreq list = dreq("devices", "--plugin-path", plugins);
        assertTrue(
                list.out().lines().anyMatch(l -> l.matches("greeter +ISA +greeter\\.jar .*")),
                list.out());
        Dreq sheet = dreq("devices", "greeter", "--plugin-path", plugins);
        assertTrue(
                sheet.out().lines().anyMatch(l -> l.matches(" *300 +HELLO +8 +read +48")),
                sheet.out());
        Dreq run = dreq("run", "--plugin-path", plugins, "--device", "greeter");
        assertEquals(0, run.status(), run.err());
        assertTrue(run.out().contains("greeter0  ports 300"), run.out());
    }

    @Test
    void withADmaControllerThatInvertsTheCopyIsTheInverse() throws IOException {
        buildInverter();
        Path a = randomFile(folder.resolve("a.img"), 1440, 1);
        Path b = folder.resolve("b.img");

        Dreq run =
                dreq(
                        "run",
                        "--nodefaults",
                        "--plugin-path",
                        plugins,
                        "--device",
                        "inverter",
                        "--device",
                        "fdc",
                        "--floppy",
                        a,
                        "--copy-to",
                        b);

        assertEquals(0, run.status(), run.err());
        byte[] inverse = Files.readAllBytes(a);
        for (int i = 0; i < inverse.length; i++) {
            inverse[i] = (byte) ~inverse[i];
        }
        assertArrayEquals(inverse, Files.readAllBytes(b));
    }

    @Test
    void aComparisonFindsWhatAControllerChanged() throws IOException {
        buildInverter();
        Path a = randomFile(folder.resolve("a.img"), 360, 1);

        Dreq run =
                dreq(
                        "run",
                        "--nodefaults",
                        "--plugin-path",
                        plugins,
                        "--device",
                        "inverter",
                        "--device",
                        "fdc",
                        "--floppy",
                        a);

        assertEquals(1, run.status());
        assertEquals(
                "dreq: what the driver read differs from %s at byte 0\n".formatted(a), run.err());
    }

    @Test
    void aBrokenPluginIsReportedAndTheRunGoesOn() throws IOException {
        buildGreeter();
        Files.writeString(plugins.resolve("broken.jar"), "no jar at all");
        jars.plugin(
                "greeter",
                plugins.resolve("empty.jar"),
                "acme.Nothing",
                plugins.resolve("lib/greeter-lib.jar"));

        Dreq run = dreq("run", "--json", "--plugin-path", plugins, "--device", "greeter");

        assertEquals(0, run.status(), run.err());
        assertTrue(run.out().contains("\"probes\":[{\"device\":\"greeter0\""), run.out());
        assertEquals(2, run.err().lines().count(), run.err());
        assertTrue(run.err().contains("dreq: warning: plugin not loaded: broken.jar"), run.err());
        assertTrue(run.err().contains("empty.jar: acme.Nothing"), run.err());
    }

    @Test
    void aDeviceThatThrowsIsInTheReportAndItsJobFails() throws IOException {
        jars.plugin("faulty", plugins.resolve("faulty.jar"), "acme.FaultyProvider");
        Path a = randomFile(folder.resolve("a.img"), 360, 1);
        Path b = folder.resolve("b.img");

        Dreq run =
                dreq(
                        "run",
                        "--nodefaults",
                        "--plugin-path",
                        plugins,
                        "--device",
                        "faulty",
                        "--device",
                        "fdc",
                        "--floppy",
                        a,
                        "--copy-to",
                        b);

        assertEquals(1, run.status(), run::toString);
        assertTrue(
                run.out().contains("FAILED and was cut off: java.lang.ArithmeticException: mode"),
                run.out());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains("fdc0"), run.err());
        assertFalse(Files.exists(b));
        assertFalse(run.err().contains("\tat "), run.err());
    }
}
