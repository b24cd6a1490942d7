package dev.dreq.machine.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.machine.DeviceType;
import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.machine.PluginProblem;
import dev.dreq.machine.TestCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginFolderTest {

    private static final String CARD =
            """
            package third.party;
            import dev.dreq.plugin.*;
            import dev.dreq.plugin.isa.*;
            import dev.dreq.plugin.io.*;
            import dev.dreq.plugin.settings.*;
            import dev.dreq.plugin.state.*;
            import java.util.List;
            public class NAME implements IsaDeviceProvider {
                EXTRA
                public String type() { return "TYPE"; }
                public String summary() { return "third party"; }
                public List<IsaClaim> claims(Settings s) {
                    return List.of(IsaClaim.ports("io", 1, PORT));
                }
                public Device create(Settings s, IsaSlot slot) {
                    slot.map("io", new IoHandler() {
                        public long read(long offset, int size) { return ANSWER; }
                        public void write(long offset, int size, long value) {}
                    });
                    return new Device() {
                        public void reset() {}
                        public void save(StateWriter out) {}
                    };
                }
                public Device restore(Settings s, IsaSlot slot, StateReader in) {
                    return create(s, slot);
                }
            }
            """;

    @TempDir Path temporary;
    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectories(temporary.resolve("plugins"));
    }

    private JarBuilder jar() {
        return new JarBuilder(temporary);
    }

    private static String card(String name, String type, int port, String answer, String extra) {
        return CARD.replace("NAME", name)
                .replace("TYPE", type)
                .replace("PORT", Integer.toString(port))
                .replace("ANSWER", answer)
                .replace("EXTRA", extra);
    }

    private Path cardJar(String file, String type, int port, String answer) throws IOException {
        return jar().source("third.party.Card", card("Card", type, port, answer, ""))
                .provider("third.party.Card")
                .write(folder.resolve(file));
    }

    private PluginCatalog catalog() {
        return PluginCatalog.of().withFolder(folder);
    }

    private static List<String> names(PluginCatalog catalog) {
        return catalog.types().stream().map(DeviceType::name).toList();
    }

    @Test
    void aThirdPartysJarAnswersOnItsPort() throws IOException {
        cardJar("card.jar", "party", 0x300, "0x5a");
        PluginCatalog catalog = catalog();
        assertEquals(List.of(), catalog.problems());
        assertEquals("card.jar", catalog.find("party").orElseThrow().origin());
        Machine machine = Machine.builder().catalog(catalog).device("party", Map.of()).build();
        assertEquals(0x5a, machine.bus().in8(0x300));
    }

    @Test
    void twoJarsWithTheSameClassesDoNotMeet() throws IOException {
        cardJar("a.jar", "first", 0x300, "0x11");
        cardJar("b.jar", "second", 0x301, "0x22");
        Machine machine =
                Machine.builder()
                        .catalog(catalog())
                        .device("second", Map.of())
                        .device("first", Map.of())
                        .build();
        assertEquals(0x2211, machine.bus().in16(0x300));
    }

    @Test
    void aLibraryMayHaveAClassOfTheSameNameAsOneOfOurs() throws IOException {
        String ours = "dev.dreq.machine.Machine";
        Path library =
                jar().source(
                                ours,
                                "package dev.dreq.machine;"
                                        + " public class Machine { public static int theirs() { return 0x77; } }")
                        .write(folder.resolve("lib/theirs.jar"));
        jar().with(library)
                .source("third.party.Card", card("Card", "party", 0x300, ours + ".theirs()", ""))
                .provider("third.party.Card")
                .write(folder.resolve("card.jar"));
        Machine machine = Machine.builder().catalog(catalog()).device("party", Map.of()).build();
        assertEquals(0x77, machine.bus().in8(0x300));
    }

    @Test
    void aPluginSeesNothingOfUsButTheSpi() throws IOException {
        String lookup =
                """
                { look("dev.dreq.machine.Machine", false);
                  look("com.google.common.collect.ImmutableList", false);
                  look("org.junit.jupiter.api.Test", false);
                  look("java.sql.Connection", true);
                  look("dev.dreq.plugin.cpu.CpuBus", true); }
                static void look(String name, boolean expected) {
                    boolean seen;
                    try { Class.forName(name); seen = true; }
                    catch (ClassNotFoundException e) { seen = false; }
                    if (seen != expected) throw new IllegalStateException(name + " seen: " + seen);
                }
                """;
        jar().source("third.party.Card", card("Card", "party", 0x300, "1", lookup))
                .provider("third.party.Card")
                .write(folder.resolve("card.jar"));
        assertEquals(List.of(), catalog().problems());
    }

    @Test
    void whatCannotBeLoadedIsAProblemThatSaysWhichAndWhyAndTheRestLoads() throws IOException {
        Files.writeString(folder.resolve("a-text.jar"), "this is no jar");
        jar().provider("third.party.Missing").write(folder.resolve("b-missing.jar"));
        jar().source(
                        "third.party.Card",
                        card(
                                "Card",
                                "thrower",
                                0x300,
                                "1",
                                "{ if (true) throw new IllegalStateException(\"no licence\"); }"))
                .provider("third.party.Card")
                .write(folder.resolve("c-throws.jar"));
        jar().source("third.party.Plain", "package third.party; public class Plain {}")
                .provider("third.party.Plain")
                .write(folder.resolve("d-plain.jar"));
        jar().provider("java.lang.Object").write(folder.resolve("e-foreign.jar"));
        jar().source("third.party.Card", card("Card", "Bad Name", 0x300, "1", ""))
                .provider("third.party.Card")
                .write(folder.resolve("f-name.jar"));
        cardJar("g-good.jar", "good", 0x300, "0x33");
        PluginCatalog catalog = catalog();
        assertEquals(List.of("good"), names(catalog));
        List<PluginProblem> problems = catalog.problems();
        String all = problems.toString();
        assertEquals(6, problems.size(), all);
        assertTrue(problems.get(0).reason().startsWith("not a readable jar"), all);
        assertEquals(
                "b-missing.jar: third.party.Missing: ClassNotFoundException: third.party.Missing",
                problems.get(1).toString());
        assertEquals(
                "c-throws.jar: third.party.Card: IllegalStateException: no licence",
                problems.get(2).toString());
        assertTrue(problems.get(3).reason().contains("is no dev.dreq.plugin.DeviceProvider"), all);
        assertEquals("the class is not the plugin's own", problems.get(4).reason());
        assertTrue(problems.get(5).reason().contains("'Bad Name' is no name"), all);
    }

    @Test
    void aTypeThatIsThereAlreadyIsAProblemThatNamesBoth() throws IOException {
        cardJar("a.jar", "party", 0x300, "1");
        cardJar("b.jar", "party", 0x300, "2");
        cardJar("c.jar", "stock", 0x300, "3");
        PluginCatalog catalog =
                PluginCatalog.of(TestCard.of("stock", slot -> {})).withFolder(folder);
        assertEquals(List.of("party", "stock"), names(catalog));
        assertEquals("a.jar", catalog.find("party").orElseThrow().origin());
        assertEquals("built in", catalog.find("stock").orElseThrow().origin());
        assertEquals(
                List.of(
                        "b.jar: party: there is a device type of this name already, from a.jar",
                        "c.jar: stock: there is a device type of this name already, from built in"),
                catalog.problems().stream().map(PluginProblem::toString).toList());
    }

    @Test
    void jarsWithoutAProviderEntryAndOtherFilesAreIgnored() throws IOException {
        jar().source("third.party.Plain", "package third.party; public class Plain {}")
                .write(folder.resolve("plain.jar"));
        Files.writeString(folder.resolve("readme.txt"), "hello");
        assertEquals(List.of(), catalog().problems());
        assertEquals(List.of(), catalog().types());
    }

    @Test
    void aLibrarysProvidersDoNotCount() throws IOException {
        cardJar("lib/library.jar", "library", 0x300, "1");
        cardJar("card.jar", "party", 0x301, "2");
        assertEquals(List.of("party"), names(catalog()));
    }

    @Test
    void aFolderThatIsNotThereIsAProblem() {
        PluginCatalog catalog = PluginCatalog.of().withFolder(folder.resolve("nowhere"));
        assertEquals("there is no such folder", catalog.problems().get(0).reason());
    }
}
