package dev.dreq.devices.fdc;

import static dev.dreq.plugin.dma.DmaDirection.FROM_MEMORY;
import static dev.dreq.plugin.dma.DmaDirection.TO_MEMORY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What takes how long: a disk of 18 sectors at 300 turns a minute, and the step rate that SPECIFY
 * sets.
 */
class ChipTimingTest {

    private static final long MS = 1_000_000;
    private static final long TURN = 200 * MS;

    @TempDir Path folder;
    private Bench bench;

    @BeforeEach
    void makeBench() {
        bench = new Bench(Map.of("drive-a", Bench.image(folder, Bench.SECTORS_144).toString()));
        bench.motors();
    }

    @Test
    void aSectorsRequestComesWhenItsDataHavePassedTheHead() {
        bench.fifo(0x46, 0, 0, 0, 4, 2, 18, 0x1b, 0xff);
        bench.pass(TURN * 4 / 18 - 1);
        assertFalse(bench.slot.dreq);
        bench.pass(1);
        assertTrue(bench.slot.dreq);
    }

    @Test
    void aWholeCylinderTakesTwoTurns() {
        bench.program(TO_MEMORY, 36 * 512);
        bench.fifo(0xc6, 0, 0, 0, 1, 2, 18, 0x1b, 0xff);
        bench.rest();
        assertEquals(2 * TURN, bench.slot.time.now());
        assertEquals("00 00 00 01 00 01 02", bench.result());
    }

    @Test
    void aWholeTrackIsWrittenInOneTurn() {
        bench.program(FROM_MEMORY, 18 * 512);
        bench.fifo(0x45, 0, 0, 0, 1, 2, 18, 0x1b, 0xff);
        bench.rest();
        assertEquals(TURN, bench.slot.time.now());
        assertEquals("00 00 00 01 00 01 02", bench.result());
    }

    @Test
    void aHostThatTakesHalfAMillisecondForASectorLosesNoTurn() {
        bench.fifo(0x03, 0xdf, 0x03, 0x46, 0, 0, 0, 1, 2, 3, 0x1b, 0xff);
        for (int sector = 0; sector < 3; sector++) {
            while (bench.msr() != 0xf0) {
                bench.pass(1000);
            }
            for (int i = 0; i < 512; i++) {
                bench.pass(1000);
                bench.in(0x3f5);
            }
        }
        assertTrue(bench.slot.time.now() < TURN * 4 / 18, "at " + bench.slot.time.now());
    }

    @Test
    void aSectorThatIsNotThereIsGivenUpAfterTwoTurns() {
        bench.fifo(0x46, 0, 0, 0, 19, 2, 19, 0x1b, 0xff);
        bench.pass(2 * TURN - 1);
        assertEquals(0x10, bench.msr());
        bench.pass(1);
        assertEquals(0xd0, bench.msr());
    }

    @Test
    void seekingStepsAtTheRateThatSpecifySetAndShowsTheDriveBusy() {
        bench.fifo(0x03, 0xdf, 0x02, 0x0f, 0x00, 10);
        assertEquals(0x81, bench.msr());
        bench.pass(10 * 3 * MS - 1);
        assertFalse(bench.slot.irq);
        bench.pass(1);
        assertTrue(bench.slot.irq);
        assertEquals(0x80, bench.msr());
        assertEquals("20 0a", bench.command(2, 0x08));
    }

    @Test
    void anImpliedSeekShowsTheDriveBusyWhileItSteps() {
        bench.fifo(0x03, 0xdf, 0x02, 0x13, 0, 0x50, 0);
        bench.fifo(0x46, 0, 10, 0, 1, 2, 18, 0x1b, 0xff);
        assertEquals(0x11, bench.msr());
        bench.pass(10 * 3 * MS - 1);
        assertEquals(0x11, bench.msr());
        bench.pass(1);
        assertEquals(0x10, bench.msr());
    }

    @Test
    void recalibrateOfADriveThatIsNotThereSendsAllItsPulses() {
        bench.fifo(0x03, 0xdf, 0x02, 0x07, 0x01);
        bench.rest();
        assertEquals(79 * 3 * MS, bench.slot.time.now());
        assertEquals("71 00", bench.command(2, 0x08));
    }

    @Test
    void seeksOfTwoDrivesOverlapAndAreToldOneByOne() {
        bench.fifo(0x03, 0xdf, 0x02, 0x0f, 0x00, 10, 0x0f, 0x01, 5);
        assertEquals(0x83, bench.msr());
        bench.pass(15 * MS);
        assertEquals(0x81, bench.msr());
        bench.pass(15 * MS);
        assertEquals("20 0a", bench.command(2, 0x08));
        assertTrue(bench.slot.irq, "drive b has not been told of");
        assertEquals("21 05", bench.command(2, 0x08));
        assertFalse(bench.slot.irq);
        assertEquals("80", bench.command(1, 0x08));
    }

    @Test
    void readIdGivesTheNextSectorThatPasses() {
        bench.pass(TURN * 6 / 18 + 1);
        bench.fifo(0x4a, 0x04);
        bench.rest();
        assertEquals("04 00 00 00 01 08 02", bench.result());
        assertEquals(TURN * 7 / 18, bench.slot.time.now());
    }

    @Test
    void readIdWithoutAMediumFailsAfterTwoTurns() {
        bench.drive(0).eject();
        bench.fifo(0x4a, 0x00);
        bench.rest();
        assertEquals("40 01 00 00 00 00 02", bench.result());
        assertEquals(2 * TURN, bench.slot.time.now());
    }
}
