package dev.dreq.devices.fdc;

import static dev.dreq.plugin.dma.DmaDirection.FROM_MEMORY;
import static dev.dreq.plugin.dma.DmaDirection.TO_MEMORY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.plugin.dma.DmaDirection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where compat=qemu parts from the chip. */
class QemuTest {

    @TempDir Path folder;
    private Path image;
    private Bench bench;

    @BeforeEach
    void makeBench() {
        image = Bench.image(folder, Bench.SECTORS_144);
        bench = new Bench(Map.of("compat", "qemu", "drive-a", image.toString()));
    }

    private String transfer(DmaDirection direction, int count, String command) {
        bench.program(direction, count);
        for (String value : command.split(" ", -1)) {
            bench.fifo(Integer.parseInt(value, 16));
        }
        return bench.result();
    }

    @ParameterizedTest(name = "{1} with {0} bytes: {2}")
    @CsvSource({
        "512,   46 00 00 00 01 02 01 1b ff, 20 00 00 01 00 01 02",
        "512,   e6 00 00 00 01 02 01 1b ff, 04 00 00 00 01 01 02",
        "1024,  c6 04 00 01 12 02 12 1b ff, 20 00 00 01 00 02 02",
        "18432, c6 00 05 00 01 02 12 1b ff, 20 00 00 06 00 01 02",
        "1,     46 00 00 00 05 02 05 1b ff, 00 00 00 00 00 05 02",
        "512,   46 00 00 00 00 02 01 1b ff, 00 00 00 00 00 01 02",
        "512,   46 00 00 00 13 02 13 1b ff, 40 80 00 00 00 13 02",
        "512,   46 00 51 00 01 02 01 1b ff, 40 00 00 51 00 01 02",
        "512,   46 00 00 02 01 02 01 1b ff, 24 00 00 01 02 01 02",
        "512,   46 00 00 00 05 02 01 1b ff, 40 01 00 00 00 05 02",
        "512,   46 01 00 00 01 02 01 1b ff, 41 80 00 00 00 01 02",
        "512,   42 00 00 00 01 02 01 1b ff, 20 00 00 01 00 01 02",
        "512,   4c 00 00 00 01 02 01 1b ff, 60 00 00 00 00 01 02",
        "512,   4d 00 02 12 54 f6,          00 00 00 00 00 01 02",
    })
    void readsEndAsMeasured(int count, String command, String result) {
        assertEquals(result, transfer(TO_MEMORY, count, command));
        assertFalse(bench.slot.time.anyTimerArmed(), "nothing takes time");
    }

    @Test
    void theInterruptIsNotGatedAndTheGateChoosesProgrammedTransfers() {
        bench.out(0x3f2, 0x14);
        bench.fifo(0x46, 0, 0, 0, 2, 2, 2, 0x1b, 0xff);
        assertTrue(bench.slot.irq);
        assertEquals(0xf0, bench.msr());
        assertEquals("07 08", Bench.hex(bench.read(2)));
    }

    @Test
    void aProgrammedReadHasTheLengthOfItsParametersEvenPastTheTrack() {
        bench.out(0x3f2, 0x14);
        bench.fifo(0x46, 0, 0, 0, 0x12, 2, 0x13, 0x1b, 0xff);
        bench.read(1023);
        assertEquals(0xf0, bench.msr());
        bench.read(1);
        assertEquals(0xd0, bench.msr());
    }

    @Test
    void aProgrammedWriteEndsInAResultPhase() throws IOException {
        bench.fifo(0x03, 0xdf, 0x03, 0x45, 0, 1, 0, 7, 2, 7, 0x1b, 0xff);
        for (int i = 0; i < 512; i++) {
            bench.fifo(0xa5);
        }
        assertEquals("20 00 00 02 00 01 02", bench.result());
        assertEquals((byte) 0xa5, Files.readAllBytes(image)[(36 + 6) * 512]);
    }

    @Test
    void aWriteCutShortKeepsTheRestOfTheSector() throws IOException {
        assertEquals(
                "20 00 00 01 00 03 02", transfer(FROM_MEMORY, 100, "45 00 01 00 03 02 03 1b ff"));
        byte[] written = Files.readAllBytes(image);
        assertEquals(0, written[(36 + 2) * 512]);
        assertEquals(Bench.pattern(40)[(36 + 2) * 512 + 100], written[(36 + 2) * 512 + 100]);
    }

    @Test
    void formatAndRestoreChangeTheSectorsPerTrackButNeverLeaveTheImage() throws IOException {
        bench.command(7, 0x4d, 0, 2, 9, 0x54, 0xf6);
        assertEquals(
                "40 80 00 00 00 0a 02", transfer(TO_MEMORY, 512, "46 00 00 00 0a 02 0a 1b ff"));
        bench.command(7, 0x4d, 0, 2, 255, 0x54, 0xf6);
        assertEquals(
                "64 00 00 50 01 ff 02", transfer(FROM_MEMORY, 512, "45 04 50 01 ff 02 ff 1b ff"));
        assertEquals(Bench.SECTORS_144 * 512L, Files.size(image));
    }

    @Test
    void readIdTakesTwentyMilliseconds() {
        bench.fifo(0x4a, 0x00);
        bench.pass(19_999_999);
        assertEquals(0x10, bench.msr());
        bench.pass(1);
        assertEquals("00 00 00 00 00 02 02", bench.result());
    }

    @Test
    void readingTheStatusEndsAResetWithoutAnInterrupt() {
        bench.out(0x3f2, 0x00);
        assertEquals(0x80, bench.msr());
        assertEquals(0x04, bench.in(0x3f2));
        assertFalse(bench.slot.irq);
        assertEquals("80", bench.command(1, 0x08));
    }

    @Test
    void aDataCommandForgetsWhatTheResetHadToTell() {
        bench.out(0x3f2, 0x00);
        bench.out(0x3f2, 0x1c);
        transfer(TO_MEMORY, 512, "46 00 00 00 01 02 01 1b ff");
        assertEquals("80", bench.command(1, 0x08));
    }
}
