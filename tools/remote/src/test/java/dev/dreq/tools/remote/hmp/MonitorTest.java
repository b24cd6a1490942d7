package dev.dreq.tools.remote.hmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.tools.remote.pc.DeviceOption;
import dev.dreq.tools.remote.pc.Pc;
import dev.dreq.tools.remote.pc.PcOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonitorTest {

    private static final long SEED = 7_2_22;

    private final Pc pc =
            Pc.of(
                    new PcOptions()
                            .device(
                                    new DeviceOption(
                                            "bochs-display", Optional.of("bd0"), Map.of())));
    private final Monitor monitor = new Monitor(pc);

    @AfterEach
    void close() {
        pc.close();
    }

    @Test
    void aMediumIsShownWhereItIs(@TempDir Path folder) throws IOException {
        Path image = Files.write(folder.resolve("a.img"), new byte[1_474_560]);
        assertEquals("", monitor.run("change floppy0 " + image + " raw read-only"));
        String drive = "/machine/unattached/device[8]";
        assertEquals(
                "floppy0: %s (raw, read-only)\n    Attached to:      %s\n    Removable device: not locked, tray closed\n    Cache mode:       writethrough\n"
                        .formatted(image, drive),
                monitor.run("info block"));
        assertEquals(
                "Error: Could not open '/nonexistent': No such file or directory\n",
                monitor.run("change floppy0 /nonexistent"));
        assertTrue(monitor.run("info block floppy0").contains(image.toString()), "it stays");
        assertEquals("", monitor.run("eject -f floppy0"));
        assertEquals(
                "floppy0: [not inserted]\n    Attached to:      %s\n    Removable device: not locked, tray closed\n"
                        .formatted(drive),
                monitor.run("info block"));
    }

    @Test
    void memoryIsSavedAsItIs(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("memory");
        pc.locked(() -> pc.bus().store32(0x1000, 0x64636261));
        assertEquals("", monitor.run("pmemsave 0x1000 4 \"" + file + "\""));
        assertEquals("abcd", Files.readString(file, StandardCharsets.US_ASCII));
    }

    @Test
    void anInterruptIsCounted() {
        monitor.run("o /b 0x3f2 0");
        monitor.run("o /b 0x3f2 0xc");
        assertEquals("IRQ statistics for ioapic:\n 6: 1\n", monitor.run("info irq"));
        assertTrue(monitor.run("info pic").contains("  pin 6  high\n"));
    }

    @Test
    void theDeviceTreeHasEachDeviceOnItsBusWithItsProperties() {
        assertTrue(
                monitor.run("info qtree")
                        .contains(
                                "  dev: bochs-display, id \"bd0\"\n    vgamem = 16777216 (0x1000000)\n"));
        assertTrue(monitor.run("info qtree").contains("          dev: floppy, id \"\"\n"));
    }

    @Test
    void theMemoryTreeHasPortsOfCards() {
        assertTrue(
                monitor.run("info mtree")
                        .contains(
                                "    00000000000003f0-00000000000003f5 (prio 0, i/o): fdc0 ports\n"));
        assertTrue(monitor.run("info mtree -f").startsWith("FlatView #0\n AS \"memory\""));
    }

    @Test
    void everyCommandHasHelp() {
        for (String name : monitor.completions(List.of())) {
            assertFalse(monitor.run("help " + name).startsWith("unknown"), name);
        }
        for (String name : monitor.completions(List.of("info"))) {
            assertTrue(monitor.run("help info " + name).startsWith("info " + name), name);
        }
    }

    @Test
    void aWordIsCompletedByWhatCanStandThere() {
        assertTrue(monitor.completions(List.of()).contains("screendump"));
        assertTrue(monitor.completions(List.of("info")).contains("qtree"));
        assertTrue(monitor.completions(List.of("help", "info")).contains("qtree"));
        assertTrue(monitor.completions(List.of("device_add")).contains("bochs-display"));
        assertEquals(List.of("bd0"), monitor.completions(List.of("device_del")));
        assertTrue(monitor.completions(List.of("qom-list")).contains("/machine/peripheral/bd0"));
        assertEquals(List.of(), monitor.completions(List.of("stop")));
    }

    @Test
    void noLineBreaksIt() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<String> words = monitor.completions(List.of());
        String letters = " /-0x$()'\"\\,=%abdhiouwxz129\u00e9\0\t";
        for (int i = 0; i < 10_000; i++) {
            StringBuilder line = new StringBuilder(words.get(random.nextInt(words.size())));
            if (line.toString().matches("quit|q|screendump|p?memsave|change")) {
                continue; // they end the machine, or write wherever the line says
            }
            int length = random.nextInt(20);
            for (int k = 0; k < length; k++) {
                line.append(letters.charAt(random.nextInt(letters.length())));
            }
            try {
                monitor.run(line.toString());
            } catch (RuntimeException bug) {
                throw new AssertionError("seed %d, line: %s".formatted(SEED, line), bug);
            }
        }
        assertEquals("VM status", monitor.run("info status").substring(0, 9));
    }
}
