package dev.dreq.devices.fdc;

import static dev.dreq.plugin.dma.DmaDirection.FROM_MEMORY;
import static dev.dreq.plugin.dma.DmaDirection.TO_MEMORY;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.plugin.MediaDrive;
import dev.dreq.plugin.MediaDrive.Medium;
import dev.dreq.plugin.settings.SettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Drives and what is put into them. */
class MediaTest {

    @TempDir Path folder;

    private Bench bench(String... settings) {
        Map<String, String> texts = new LinkedHashMap<>(Map.of("delays", "off"));
        for (int i = 0; i < settings.length; i += 2) {
            texts.put(settings[i], settings[i + 1]);
        }
        return new Bench(texts).motors();
    }

    private String disk() {
        return Bench.image(folder, Bench.SECTORS_144).toString();
    }

    @ParameterizedTest(name = "{0} sectors in an automatic drive: {1}, {2}/{3}/{4} rate {5}")
    @CsvSource({
        "320, 120, 8, 1, 40, 2",
        "360, 120, 9, 1, 40, 1",
        "640, 120, 8, 2, 40, 2",
        "720, 120, 9, 2, 40, 1",
        "820, 120, 10, 2, 41, 1",
        "840, 120, 10, 2, 42, 1",
        "1440, 144, 9, 2, 80, 2",
        "1600, 144, 10, 2, 80, 2",
        "1640, 144, 10, 2, 82, 2",
        "1760, 120, 11, 2, 80, 2",
        "2080, 144, 13, 2, 80, 2",
        "2240, 144, 14, 2, 80, 2",
        "2400, 120, 15, 2, 80, 0",
        "2880, 144, 18, 2, 80, 0",
        "2952, 120, 18, 2, 82, 0",
        "2988, 120, 18, 2, 83, 0",
        "3200, 144, 20, 2, 80, 0",
        "3360, 144, 21, 2, 80, 0",
        "3444, 144, 21, 2, 82, 0",
        "3486, 144, 21, 2, 83, 0",
        "3520, 144, 22, 2, 80, 0",
        "3680, 144, 23, 2, 80, 0",
        "3840, 144, 24, 2, 80, 0",
        "5760, 288, 36, 2, 80, 3",
        "6240, 288, 39, 2, 80, 3",
        "6400, 288, 40, 2, 80, 3",
        "7040, 288, 44, 2, 80, 3",
        "7680, 288, 48, 2, 80, 3",
        "1, 288, 36, 2, 80, 3",
        "5761, 288, 36, 2, 80, 3",
    })
    void theSizeOfAnImageTellsDriveAndGeometry(
            long sectors, String type, int perTrack, int sides, int tracks, int rate) {
        DriveType drive = MediaFormat.driveFor(sectors);
        assertEquals(type, drive.spelling());
        assertEquals(
                new Geometry(perTrack, sides, tracks, rate), MediaFormat.geometry(drive, sectors));
    }

    @ParameterizedTest(name = "{0} sectors in a {1} drive: {2}/{3}/{4} rate {5}")
    @CsvSource({
        "720, HD_35, 9, 1, 80, 2",
        "720, ED_35, 9, 1, 80, 2",
        "2880, HD_525, 18, 2, 80, 0",
        "2400, HD_35, 18, 2, 80, 0",
        "5760, HD_525, 15, 2, 80, 0",
        "5760, HD_35, 36, 2, 80, 3",
        "2880, ED_35, 18, 2, 80, 0",
    })
    void aDriveOfAKnownTypePrefersItsOwnFormats(
            long sectors, DriveType drive, int perTrack, int sides, int tracks, int rate) {
        assertEquals(
                new Geometry(perTrack, sides, tracks, rate), MediaFormat.geometry(drive, sectors));
    }

    @ParameterizedTest
    @CsvSource({"720, 1", "1440, 2", "2400, 0", "2880, 0", "5760, 3"})
    void everyCommonDiskIsReadWholeByteForByte(int sectors, int rate) {
        Path file = Bench.image(folder, sectors);
        try (Bench bench = bench("drive-a", file.toString())) {
            bench.out(0x3f7, rate);
            Geometry geometry = MediaFormat.geometry(MediaFormat.driveFor(sectors), sectors);
            int track = geometry.sectorsPerTrack();
            int cylinder = 2 * track * 512;
            byte[] all = Bench.pattern(sectors);
            for (int c = 0; c < geometry.tracks(); c++) {
                bench.fifo(0x0f, 0, c, 0x08);
                bench.read(2);
                FakeDma dma = bench.program(TO_MEMORY, cylinder);
                String result = bench.command(7, 0xc6, 0, c, 0, 1, 2, track, 0x1b, 0xff);
                assertEquals("00 00 00 %02x 00 01 02".formatted(c + 1), result);
                assertArrayEquals(
                        Arrays.copyOfRange(all, c * cylinder, (c + 1) * cylinder),
                        Arrays.copyOf(dma.memory, cylinder));
            }
        }
    }

    @Test
    void driveBIsThereWhenItHasAnImageOrAType() {
        assertEquals(List.of("a"), names(bench()));
        assertEquals(List.of("a", "b"), names(bench("drive-b", disk())));
        assertEquals(List.of("a", "b"), names(bench("type-b", "144")));
        assertEquals(List.of(), names(bench("type-a", "none")));
    }

    private static List<String> names(Bench bench) {
        return bench.fdc.drives().stream().map(MediaDrive::name).toList();
    }

    @Test
    void aMissingImageIsNamedWithTheReason() {
        SettingException e =
                assertThrows(SettingException.class, () -> bench("drive-a", "no/such.img"));
        assertEquals(
                "drive-a=no/such.img is not possible: image no/such.img does not exist",
                e.getMessage());
    }

    @Test
    void anUnknownDriveTypeIsRefusedWithTheChoices() {
        SettingException e = assertThrows(SettingException.class, () -> bench("type-a", "100"));
        assertEquals(
                "type-a=100 is not possible; type-a takes auto|none|120|144|288", e.getMessage());
    }

    @Test
    void anImageForADriveThatIsNotThereIsRefused() {
        assertThrows(SettingException.class, () -> bench("drive-a", disk(), "type-a", "none"));
    }

    @Test
    void aReadOnlyMediumReadsAndRefusesToBeWritten() throws IOException {
        String file = disk();
        try (Bench bench = bench("drive-a", file, "readonly-a", "on")) {
            assertEquals("78", bench.command(1, 0x04, 0x00));
            FakeDma dma = bench.program(FROM_MEMORY, 512);
            assertEquals(
                    "40 02 00 00 00 01 02", bench.command(7, 0x45, 0, 0, 0, 1, 2, 18, 0x1b, 0xff));
            assertEquals(0, dma.moved());
            bench.program(TO_MEMORY, 512);
            assertEquals(
                    "00 00 00 00 00 02 02", bench.command(7, 0x46, 0, 0, 0, 1, 2, 18, 0x1b, 0xff));
        }
        assertArrayEquals(Bench.pattern(Bench.SECTORS_144), Files.readAllBytes(Path.of(file)));
    }

    @Test
    void behindTheEndOfAShortImageThereAreZerosAndNothingIsWritten() throws IOException {
        Path file = Bench.image(folder, 1);
        try (Bench bench = bench("drive-a", file.toString(), "type-a", "144")) {
            FakeDma dma = bench.program(TO_MEMORY, 1024);
            Arrays.fill(dma.memory, (byte) 0xee);
            assertEquals(
                    "00 00 00 00 00 03 02", bench.command(7, 0x46, 0, 0, 0, 1, 2, 18, 0x1b, 0xff));
            assertArrayEquals(Bench.pattern(1), Arrays.copyOf(dma.memory, 512));
            assertArrayEquals(new byte[512], Arrays.copyOfRange(dma.memory, 512, 1024));
            bench.program(FROM_MEMORY, 512);
            assertEquals(
                    "40 04 00 00 00 02 02", bench.command(7, 0x45, 0, 0, 0, 2, 2, 18, 0x1b, 0xff));
        }
        assertEquals(512, Files.size(file));
    }

    @Test
    void theChangeLineClearsWithAStepOverAMediumOnly() throws IOException {
        try (Bench bench = bench("drive-a", disk())) {
            Medium medium = bench.drive(0).medium().orElseThrow();
            assertEquals(0x80, bench.in(0x3f7));
            bench.fifo(0x07, 0, 0x08);
            bench.read(2);
            assertEquals(0x80, bench.in(0x3f7), "no step was needed");
            bench.fifo(0x0f, 0, 1, 0x08);
            bench.read(2);
            assertEquals(0x00, bench.in(0x3f7));
            bench.drive(0).eject();
            assertEquals(0x80, bench.in(0x3f7));
            bench.fifo(0x0f, 0, 2, 0x08);
            bench.read(2);
            assertEquals(0x80, bench.in(0x3f7), "an empty drive keeps it");
            bench.drive(0).insert(medium);
            assertEquals(0x80, bench.in(0x3f7));
            bench.fifo(0x0f, 0, 1, 0x08);
            bench.read(2);
            assertEquals(0x00, bench.in(0x3f7));
        }
    }

    @Test
    void ejectingTheMediumDuringATransferEndsItAsAnError() {
        for (String compat : List.of("chip", "qemu")) {
            try (Bench bench = bench("drive-a", disk(), "compat", compat)) {
                bench.program(new FakeDma(TO_MEMORY, 700));
                bench.fifo(0x46, 0, 0, 0, 1, 2, 18, 0x1b, 0xff);
                bench.read(7);
                bench.mask();
                bench.fifo(0x46, 0, 0, 0, 1, 2, 18, 0x1b, 0xff);
                assertTrue(bench.slot.dreq, compat);
                bench.drive(0).eject();
                bench.program(TO_MEMORY, 1024);
                assertFalse(bench.slot.dreq, compat);
                assertEquals(0x40, bench.in(0x3f5) & 0xc0, compat);
            }
        }
    }

    @Test
    void aMediumThatCannotBeOpenedLeavesTheDriveEmpty() {
        try (Bench bench = bench("drive-a", disk())) {
            Medium missing = new Medium(folder.resolve("none.img"), false);
            assertThrows(IOException.class, () -> bench.drive(0).insert(missing));
            assertTrue(bench.drive(0).medium().isEmpty());
        }
    }

    @ParameterizedTest(name = "{0}, command {1}: {2}")
    @CsvSource({
        "chip, 45, 40 20 20",
        "chip, 46, 40 20 20",
        "qemu, 45, 60 00 00",
        "qemu, 46, 40 00 00",
    })
    void anErrorOfTheFileEndsTheCommandAndTheControllerGoesOn(
            String compat, String code, String status) {
        try (Bench bench = bench("drive-a", disk(), "compat", compat)) {
            bench.program(code.equals("45") ? FROM_MEMORY : TO_MEMORY, 512);
            // A channel whose thread is interrupted fails as one on a full disk does.
            Thread.currentThread().interrupt();
            bench.fifo(Integer.parseInt(code, 16), 0, 0, 0, 1, 2, 18, 0x1b, 0xff);
            assertTrue(Thread.interrupted());
            assertEquals(status, bench.result().substring(0, 8));
            assertEquals("90", bench.command(1, 0x10));
        }
    }

    @Test
    void formatTakesAnIdPerSectorAndFills() throws IOException {
        String file = disk();
        try (Bench bench = bench("drive-a", file)) {
            FakeDma dma = bench.program(FROM_MEMORY, 18 * 4);
            for (int r = 1; r <= 18; r++) {
                dma.memory[4 * r - 3] = 1;
                dma.memory[4 * r - 2] = (byte) r;
                dma.memory[4 * r - 1] = 2;
            }
            assertEquals("04 00 00 00 01 12 02", bench.command(7, 0x4d, 0x04, 2, 18, 0x54, 0xf6));
            assertTrue(dma.terminalCountReached());
        }
        byte[] expected = Bench.pattern(Bench.SECTORS_144);
        Arrays.fill(expected, 18 * 512, 36 * 512, (byte) 0xf6);
        assertArrayEquals(expected, Files.readAllBytes(Path.of(file)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "more sectors than the medium has, off, 2, 19, 40 80 00",
        "no sector count,                  off, 2,  0, 40 80 00",
        "another sector size,              off, 3, 18, 40 04 00",
        "write protection,                 on,  2, 18, 40 02 00",
        "an ID of another cylinder,        off, 2, 18, 40 04 00",
    })
    void formatRefusesWhatAnImageCannotHold(
            String what, String readOnly, int n, int sectors, String status) throws IOException {
        String file = disk();
        try (Bench bench = bench("drive-a", file, "readonly-a", readOnly)) {
            FakeDma dma = bench.program(FROM_MEMORY, 4 * 256);
            Arrays.fill(dma.memory, (byte) 9);
            String result = bench.command(7, 0x4d, 0, n, sectors, 0x54, 0xf6);
            assertEquals(status, result.substring(0, 8), what);
        }
        assertArrayEquals(Bench.pattern(Bench.SECTORS_144), Files.readAllBytes(Path.of(file)));
    }

    @Test
    void formatByProgramTakesTheIdsThroughTheFifo() throws IOException {
        String file = disk();
        try (Bench bench = bench("drive-a", file)) {
            bench.fifo(0x03, 0xdf, 0x03, 0x4d, 0x00, 2, 2, 0x54, 0x11);
            bench.fifo(0, 0, 1, 2, 0, 0, 5, 2);
            assertEquals("00 00 00 00 00 05 02", bench.result());
        }
        byte[] expected = Bench.pattern(Bench.SECTORS_144);
        Arrays.fill(expected, 0, 512, (byte) 0x11);
        Arrays.fill(expected, 4 * 512, 5 * 512, (byte) 0x11);
        assertArrayEquals(expected, Files.readAllBytes(Path.of(file)));
    }
}
