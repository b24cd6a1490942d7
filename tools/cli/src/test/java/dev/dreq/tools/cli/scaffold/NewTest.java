package dev.dreq.tools.cli.scaffold;

import static dev.dreq.tools.cli.Dreq.dreq;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.dreq.tools.cli.Dreq;
import dev.dreq.tools.cli.PluginJars;
import dev.dreq.tools.testkit.conformance.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code dreq new} writes builds, passes and runs; what it refuses it says. */
class NewTest {
    private static final Path ROOT = Path.of(System.getProperty("basedir", ""), "..", "..");
    private static final Pattern PLUGIN =
            Pattern.compile("<artifactId>(maven-[\\w-]+)</artifactId>\\s*<version>([^<]+)<");

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"pci", "isa"})
    void aNewDeviceConformsAndItsDriverTestPasses(String bus) throws Exception {
        NewProject project =
                NewProject.write(folder.resolve("p"), "device", "sound-card", "--bus", bus);
        assertEquals(List.of(Integer.toString(Rule.values().length + 1)), project.test());
        assertTrue(project.javaLines() <= 180, project.javaLines() + " lines of Java");
    }

    @Test
    void aNewDriverTestPasses() throws Exception {
        NewProject project = NewProject.write(folder.resolve("p"), "driver-test", "mover");
        assertEquals(List.of("1"), project.test());
    }

    @ParameterizedTest
    @CsvSource({
        "pci, BAR 0 \\+ 008 +LENGTH, 'memory e[0-9a-f]+-[0-9a-f]+, IRQ \\d+', 5",
        "isa, 301 +CONTROL, 'ports 300-303, IRQ 5, DMA channel 1', 3"
    })
    void aNewDeviceIsAPluginWhoseRegistersAndResourcesAreShown(
            String bus, String register, String resources, int reads) throws IOException {
        Path target = plugin(bus);

        Dreq list = dreq("devices", "--plugin-path", target);
        assertTrue(list.out().contains("mydev"), list.out());
        Dreq sheet = dreq("devices", "mydev", "--plugin-path", target);
        assertFound(register, sheet.out());
        Dreq run = dreq("run", "--plugin-path", target, "--device", "mydev");
        assertEquals(0, run.status(), run.err());
        assertFound("\n  has +" + resources + "\n", run.out());
        assertFound("\n  accesses +%d register reads, 0 writes\n".formatted(reads), run.out());
        assertFound("\n  interrupts +0\n", run.out());
        assertEquals("", run.err());
    }

    @Test
    void theReportForProgramsHasThePluginsResourcesRegistersAndCounts() throws IOException {
        Path target = plugin("isa");
        Dreq run = dreq("run", "--plugin-path", target, "--device", "mydev", "--json");
        Map<String, Object> report = JSON.std.mapFrom(run.out());
        Map<?, ?> probe = (Map<?, ?>) ((List<?>) report.get("probes")).get(0);
        assertEquals("mydev0", probe.get("device"));
        assertEquals(List.of("ports 300-303", "IRQ 5", "DMA channel 1"), probe.get("resources"));
        assertEquals(
                Map.of("FIRST", "00", "CONTROL", "00", "STATUS", "00"), probe.get("registers"));
        Map<?, ?> device =
                ((List<?>) report.get("devices"))
                        .stream()
                                .map(one -> (Map<?, ?>) one)
                                .filter(one -> one.get("device").equals("mydev0"))
                                .findFirst()
                                .orElseThrow();
        assertEquals(3, device.get("registerReads"));
        assertEquals(0, device.get("registerWrites"));
        assertEquals(0, device.get("bytesToMemory"));
        assertEquals(0, device.get("interrupts"));
    }

    private Path plugin(String bus) throws IOException {
        NewProject project = NewProject.write(folder.resolve("p"), "device", "mydev", "--bus", bus);
        Path target = Files.createDirectory(folder.resolve("target"));
        new PluginJars(folder.resolve("work"))
                .plugin(
                        project.folder().resolve("src/main/java"),
                        target.resolve("mydev.jar"),
                        project.read(
                                        "src/main/resources/META-INF/services/dev.dreq.plugin.DeviceProvider")
                                .strip());
        return target;
    }

    private static void assertFound(String pattern, String text) {
        assertTrue(Pattern.compile(pattern).matcher(text).find(), text);
    }

    @Test
    void theVersionsInThePomAreThoseThatDreqIsBuiltWith() throws IOException {
        String pom = NewProject.write(folder.resolve("p"), "device", "mydev").read("pom.xml");
        String ours =
                Files.readString(ROOT.resolve("pom.xml"))
                        + Files.readString(ROOT.resolve("tools/bom/pom.xml"));
        Matcher plugin = PLUGIN.matcher(pom);
        int plugins = 0;
        while (plugin.find()) {
            plugins++;
            assertFound(
                    "<artifactId>%s</artifactId>\\s*<version>%s<"
                            .formatted(plugin.group(1), Pattern.quote(plugin.group(2))),
                    ours);
        }
        assertEquals(5, plugins);
        assertFalse(pom.contains("{{"), pom);
        assertFalse(pom.contains("<version>${"), pom);
        assertFound("<artifactId>dreq-bom</artifactId>\\s*<version>\\d", pom);
        assertFound("<artifactId>junit-jupiter</artifactId>\\s*<version>5", pom);
    }

    @Test
    void thePackageAndTheClassesAreNamedAsAsked() throws IOException {
        NewProject project =
                NewProject.write(
                        folder.resolve("p"), "device", "sound-card2", "--package", "org.acme");
        assertTrue(
                project.read("src/main/java/org/acme/SoundCard2Card.java")
                        .startsWith("package org.acme;\n"));
        assertTrue(project.read("README.md").startsWith("# sound-card2\n"));
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Path mine = Files.writeString(folder.resolve("pom.xml"), "mine");
        Dreq refused = dreq("new", "device", "mydev", "--dir", folder);
        assertEquals(2, refused.status());
        assertEquals(
                "dreq: %s is not empty, and nothing is overwritten; name another folder with --dir\n"
                        .formatted(folder),
                refused.err());
        assertEquals("mine", Files.readString(mine));
        Dreq aFile = dreq("new", "device", "mydev", "--dir", mine);
        assertEquals(2, aFile.status());
        assertTrue(aFile.err().contains("is a file"), aFile.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    new | dreq new alone is not possible; it takes device NAME or driver-test NAME
                    new card x | dreq new card is not possible; it takes device NAME or driver-test NAME
                    new device | dreq new needs a name
                    new device My_Dev | 'My_Dev' is no name for a project; it takes up to 40 lower-case letters
                    new device -x- | dreq new has no option -x-
                    new device a/b | 'a/b' is no name for a project
                    new device fdc | there is a device type fdc already
                    new device class | com.example.class is no name for a Java package
                    new device x --package Org.Acme | Org.Acme is no name for a Java package
                    new device x --package java.x | --package java.x is not possible: that package belongs to others
                    new device x --bus usb | --bus usb is not possible; it takes isa
                    new driver-test x --bus isa | --bus is for dreq new device
                    """)
    void whatCannotBeDoneIsRefusedWithAReason(String line, String reason) {
        Dreq refused = dreq((Object[]) line.split(" "));
        assertEquals(2, refused.status());
        assertTrue(refused.err().contains(reason), refused.err());
    }
}
