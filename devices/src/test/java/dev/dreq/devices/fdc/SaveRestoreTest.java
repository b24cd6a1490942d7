package dev.dreq.devices.fdc;

import static dev.dreq.plugin.dma.DmaDirection.FROM_MEMORY;
import static dev.dreq.plugin.dma.DmaDirection.TO_MEMORY;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dreq.devices.doubles.MapState;
import dev.dreq.plugin.settings.SettingException;
import dev.dreq.plugin.state.StateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A controller restored in the middle of anything goes on as if nothing had been. */
class SaveRestoreTest {

    /** A read of three sectors with an implied seek, by DMA. */
    private static final int[] READ = {0xc6, 0x00, 0x03, 0x00, 0x11, 0x02, 0x12, 0x1b, 0xff};

    @TempDir Path folder;

    private Bench bench(String compat, String delays) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("compat", compat);
        settings.put("delays", delays);
        settings.put("drive-a", Bench.image(folder, Bench.SECTORS_144).toString());
        settings.put("type-b", "144");
        Bench bench = new Bench(settings).motors();
        bench.fifo(0x13, 0, 0x50, 0, 0x03, 0xdf, 0x02);
        return bench;
    }

    private String future(Bench bench, FakeDma dma) throws IOException {
        for (int i = 0; i < 400; i++) {
            bench.pass(1_000_000);
        }
        String result =
                "%02x %s %s".formatted(bench.msr(), bench.result(), bench.command(10, 0x0e));
        return "%s at %d, %d bytes".formatted(result, bench.slot.time.now(), dma.moved());
    }

    @ParameterizedTest(name = "compat={0}, delays={1}, after {2} steps")
    @CsvSource({
        "chip, on, 0",
        "chip, on, 1",
        "chip, on, 5",
        "chip, on, 9",
        "chip, on, 20",
        "chip, on, 60",
        "chip, on, 100",
        "chip, on, 190",
        "chip, on, 300",
        "chip, off, 4",
        "chip, off, 9",
        "chip, off, 12",
        "qemu, on, 4",
        "qemu, on, 9",
        "qemu, on, 12",
    })
    void aReadInterruptedAnywhereEndsAlike(String compat, String delays, int steps)
            throws IOException {
        String[] futures = new String[2];
        FakeDma[] channels = new FakeDma[2];
        for (int run = 0; run < 2; run++) {
            Bench bench = bench(compat, delays);
            for (int i = 0; i < steps; i++) {
                if (i < READ.length) {
                    bench.fifo(READ[i]);
                } else {
                    bench.pass(1_000_000);
                }
            }
            Bench then = run == 0 ? bench : bench.savedAndRestored();
            for (int i = steps; i < READ.length; i++) {
                then.fifo(READ[i]);
            }
            then.pass(3_000_000);
            channels[run] = then.program(TO_MEMORY, 3 * 512);
            futures[run] = future(then, channels[run]);
            bench.close();
            then.close();
        }
        assertEquals(futures[0], futures[1]);
        assertArrayEquals(channels[0].memory, channels[1].memory);
        assertEquals(3 * 512, channels[0].moved());
    }

    @Test
    void aHalfTransferredSectorIsNotLost() throws IOException {
        Bench bench = bench("chip", "off");
        FakeDma half = bench.program(new FakeDma(FROM_MEMORY, 512, 100));
        bench.mask();
        bench.fifo(0x45, 0, 0, 0, 1, 2, 18, 0x1b, 0xff);
        for (int i = 0; i < 512; i++) {
            half.memory[i] = (byte) (i ^ 0x5a);
        }
        half.serve(bench.slot);
        Bench then = bench.savedAndRestored();
        then.program(half);
        assertEquals("00 00 00 00 00 02 02", then.result());
        byte[] written = Files.readAllBytes(folder.resolve("2880.img"));
        for (int i = 0; i < 512; i++) {
            assertEquals((byte) (i ^ 0x5a), written[i], "byte " + i);
        }
    }

    @Test
    void mediaAreRestoredByReferenceAndMissedByName() throws IOException {
        Bench bench = bench("chip", "off");
        assertEquals(bench.drive(0).medium(), bench.savedAndRestored().drive(0).medium());
        Files.delete(folder.resolve("2880.img"));
        StateException e = assertThrows(StateException.class, bench::savedAndRestored);
        assertEquals(
                "drive a: image %s does not exist".formatted(folder.resolve("2880.img")),
                e.getMessage());
    }

    @Test
    void aSavedSeekToACylinderThatNoByteNamesIsRefused() {
        Bench bench = bench("chip", "on");
        bench.fifo(0x0f, 0, 5);
        MapState state = bench.save();
        state.replace(new int[] {-7, 0, 0, 0}, "controller", "seek", "target");
        StateException e = assertThrows(StateException.class, () -> bench.restored(state));
        assertEquals("'target' has -7, which is not within 0..255", e.getMessage());
    }

    @Test
    void aSavedCommandThatWaitsForMoreBytesThanItHasIsRefused() {
        Bench bench = bench("chip", "on");
        bench.fifo(0x4e, 0, 0);
        MapState state = bench.save();
        state.replace(18L, "controller", "sequencer", "command", "length");
        StateException e = assertThrows(StateException.class, () -> bench.restored(state));
        assertEquals("RESTORE waits for parameters and has all of them", e.getMessage());
    }

    @Test
    void aCardThatCannotBeMadeHoldsNoFileOpen() throws IOException {
        Path openFiles = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(openFiles));
        Bench bench = bench("chip", "on");
        MapState state = bench.save();
        bench.close();
        state.replace(folder.resolve("none.img").toString(), "drive b", "image");
        assertThrows(StateException.class, () -> bench.restored(state));
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("drive-a", folder.resolve("2880.img").toString());
        settings.put("drive-b", folder.resolve("none.img").toString());
        assertThrows(SettingException.class, () -> new Bench(settings));
        try (Stream<Path> files = Files.list(openFiles)) {
            assertEquals(List.of(), files.filter(this::isImage).toList());
        }
    }

    private boolean isImage(Path openFile) {
        try {
            return Files.readSymbolicLink(openFile).startsWith(folder);
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
