package dev.dreq.tools.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins whose libraries are versions of one another that do not go together. */
class PluginLibrariesTest {
    private static final String CARD =
            """
            package acme;

            import dev.dreq.plugin.*;
            import dev.dreq.plugin.io.*;
            import dev.dreq.plugin.isa.*;
            import dev.dreq.plugin.settings.*;
            import dev.dreq.plugin.state.*;
            import java.util.List;

            public final class SpeakerProvider implements IsaDeviceProvider {
                public String type() { return "TYPE"; }
                public String summary() { return "says what its library says"; }
                public List<IsaClaim> claims(Settings settings) {
                    return List.of(IsaClaim.ports("port", 1, PORT));
                }
                public Device create(Settings settings, IsaSlot slot) {
                    Register said = Register.named("SAID", 0, 1).reset(SAYING).readOnly();
                    slot.map("port", RegisterBlock.of(1, AccessSizes.BYTES, said));
                    return new Device() {
                        public void reset() {}
                        public void save(StateWriter out) {}
                    };
                }
                public Device restore(Settings settings, IsaSlot slot, StateReader state) {
                    return create(settings, slot);
                }
            }
            """;

    @TempDir Path folder;

    /** A plugin folder of its own: a jar, and its version of the library in {@code lib}. */
    private Path plugin(String type, int version, String port, String saying) throws IOException {
        PluginJars jars = new PluginJars(folder.resolve("work-" + type));
        Path plugins = folder.resolve(type);
        Path library = jars.library("dialect-" + version, plugins.resolve("lib/dialect.jar"));
        Path sources = Files.createDirectories(folder.resolve("sources-" + type));
        Files.writeString(
                sources.resolve("SpeakerProvider.java"),
                CARD.replace("TYPE", type).replace("PORT", port).replace("SAYING", saying));
        jars.plugin(sources, plugins.resolve(type + ".jar"), "acme.SpeakerProvider", library);
        return plugins;
    }

    @Test
    void eachPluginSeesTheVersionInItsOwnFolder() throws IOException {
        Path old = plugin("old", 1, "0x300", "org.dialect.Dialect.greeting()");
        Path young = plugin("young", 2, "0x301", "org.dialect.Dialect.salute(\"you\")");
        PluginCatalog catalog = PluginCatalog.of().withFolder(old).withFolder(young);
        assertEquals(List.of(), catalog.problems());

        try (Machine machine =
                Machine.builder()
                        .memory(1 << 20)
                        .catalog(catalog)
                        .device("old", Map.of())
                        .device("young", Map.of())
                        .build()) {
            assertEquals(0x11, machine.bus().in8(0x300), "greeting() of version 1");
            assertEquals(0x23, machine.bus().in8(0x301), "salute() of version 2");
        }
    }
}
