package dev.dreq.devices.fdc;

import static dev.dreq.plugin.dma.DmaDirection.FROM_MEMORY;
import static dev.dreq.plugin.dma.DmaDirection.TO_MEMORY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What compat=qemu keeps, and until when, as random sequences against QEMU have shown. */
class QemuStateTest {
    private static final int[] READ = {0x46, 0, 0, 0, 1, 2, 1, 0x1b, 0xff};

    @TempDir Path folder;
    private Bench bench;

    @BeforeEach
    void makeBench() {
        Path image = Bench.image(folder, Bench.SECTORS_144);
        bench = new Bench(Map.of("compat", "qemu", "drive-a", image.toString()));
    }

    private void reset() {
        bench.out(0x3f2, 0x00);
        bench.out(0x3f2, 0x0c);
    }

    @Test
    void aResetHappensWhenItIsReleased() {
        bench.out(0x3f2, 0x04);
        bench.fifo(READ); // by programmed I/O
        assertTrue(bench.slot.irq);
        bench.out(0x3f2, 0x00);
        assertTrue(bench.slot.irq);
        bench.out(0x3f4, 0x00); // nobody listens
        bench.out(0x3f2, 0x0c);
        assertEquals(0x80, bench.msr());
    }

    @Test
    void leavingResetByTheStatusLeavesTheCommandRunning() {
        bench.out(0x3f2, 0x04);
        bench.fifo(READ);
        bench.out(0x3f2, 0x00);
        assertEquals(0xf0, bench.msr());
    }

    @Test
    void statusZeroGathersWhatNobodySensed() {
        reset();
        bench.program(TO_MEMORY, 512);
        bench.fifo(READ);
        assertEquals("e0 00 00 01 00 01 02", bench.result());
        bench.program(TO_MEMORY, 512);
        bench.fifo(0x46, 0, 1, 0, 1, 2, 2, 0x1b, 0xff);
        assertEquals("00 00 00 01 00 02 02", bench.result());
    }

    @Test
    void afterASoftwareResetDorIsAsAfterPowerOnAndSoAreTheMotors() {
        bench.out(0x3f2, 0x1d);
        assertEquals(0xe1, bench.in(0x3f1));
        bench.out(0x3f4, 0x80);
        assertEquals(0x0c, bench.in(0x3f2));
        assertEquals(0xc0, bench.in(0x3f1));
    }

    @Test
    void formatAndWriteIsAsLongAsItsNameAndThenUnknown() {
        bench.fifo(0xcd, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertEquals(0x90, bench.msr());
        assertEquals("80", bench.command(1, 10));
    }

    @Test
    void scanHighEndsWhereMemoryIsHigher() {
        assertEquals("00 00 08 00 00 02 02", scan(0x5d));
    }

    @Test
    void scanLowGoesOnWhereMemoryIsHigher() {
        assertEquals("20 00 08 01 00 01 02", scan(0x59));
    }

    /** Memory of ones and zeros against sectors 2 and 3. */
    private String scan(int code) {
        FakeDma channel = bench.program(FROM_MEMORY, 1024);
        Arrays.fill(channel.memory, (byte) 0xff);
        bench.fifo(code, 0, 0, 0, 2, 2, 3, 0x1b, 0xff);
        return bench.result();
    }

    @Test
    void restoreTakesCylindersOfBothDrivesAndAllBitsOfTheTimers() {
        bench.fifo(0x4e, 0, 0, 0x11, 0x22, 0x33, 0x44, 0x69, 0x2c, 0x12, 0, 0, 0, 0, 0, 0, 0, 0);
        assertEquals("11 22 00 00 69 59 12 00 00 00", bench.command(10, 0x0e));
    }

    @Test
    void anEmptyDriveStillCountsTheSidesOfItsLastDisk() {
        bench.drive(0).eject();
        bench.program(TO_MEMORY, 512);
        bench.fifo(0x46, 4, 0, 1, 1, 2, 1, 0x1b, 0xff);
        assertEquals("44 00 00 00 01 01 02", bench.result());
    }

    @Test
    void aDriveThatWasFormattedToNoSectorsMovesNoMore() {
        bench.command(0, 0x0f, 0, 5);
        bench.command(2, 0x08);
        bench.command(7, 0x4d, 0, 2, 0, 0x54, 0xf6);
        bench.command(0, 0x07, 0);
        assertEquals("20 05", bench.command(2, 0x08));
    }

    @Test
    void deletedDataAndReadIdAreOfTheDriveThatIsSelected() {
        bench.fifo(0x4c, 1, 0, 0, 1, 2, 1, 0x1b, 0xff);
        assertEquals("60 00 00 00 00 01 02", bench.result());
    }

    @Test
    void aTransferOfNothingWaitsForTheChannel() {
        bench.fifo(0x45, 0, 0, 0, 4, 2, 3, 0x1b, 0xff);
        assertEquals(0x10, bench.msr());
        assertFalse(bench.slot.irq);
    }

    @Test
    void driveSpecificationHasFiveBytesWhateverTheyMark() {
        bench.fifo(0x8e, 0x96);
        assertEquals(0x90, bench.msr());
    }
}
