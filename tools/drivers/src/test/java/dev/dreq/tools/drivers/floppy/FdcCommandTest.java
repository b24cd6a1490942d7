package dev.dreq.tools.drivers.floppy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FdcCommandTest {
    private static final Geometry HD = new Geometry(80, 2, 18, 0);
    private static final Geometry SINGLE_SIDED = new Geometry(40, 1, 8, 2);

    @Test
    void transfersOfTwoSidedMediaUseBothSides() {
        assertEquals(
                "READ DATA e6 04 0a 01 05 02 12 1b ff",
                FdcCommand.readData(0, new SectorAddress(10, 1, 5), HD).toString());
        assertEquals(
                "WRITE DATA c5 01 0a 00 05 02 12 1b ff",
                FdcCommand.writeData(1, new SectorAddress(10, 0, 5), HD).toString());
    }

    @Test
    void transfersOfSingleSidedMediaDoNot() {
        assertEquals(
                "READ DATA 66 00 0a 00 05 02 08 1b ff",
                FdcCommand.readData(0, new SectorAddress(10, 0, 5), SINGLE_SIDED).toString());
        assertEquals(
                "WRITE DATA 45 00 0a 00 05 02 08 1b ff",
                FdcCommand.writeData(0, new SectorAddress(10, 0, 5), SINGLE_SIDED).toString());
    }

    @Test
    void aVerifyLooksAtOneSector() {
        assertEquals(
                "VERIFY 56 84 01 01 12 02 12 1b 01",
                FdcCommand.verify(0, new SectorAddress(1, 1, 18)).toString());
    }

    @Test
    void setUpCommandsAreAsTheDataSheetHasThem() {
        assertEquals("SPECIFY 03 df 10", FdcCommand.specify().toString());
        assertEquals("CONFIGURE 13 00 18 00", FdcCommand.configure().toString());
        assertEquals("PERPENDICULAR MODE 12 88", FdcCommand.perpendicularMode(1, true).toString());
        assertEquals("PERPENDICULAR MODE 12 80", FdcCommand.perpendicularMode(1, false).toString());
        assertEquals("SEEK 0f 01 4f", FdcCommand.seek(1, 79).toString());
        assertEquals("RECALIBRATE 07 01", FdcCommand.recalibrate(1).toString());
        assertEquals("READ ID 4a 05", FdcCommand.readId(1, 1).toString());
        assertEquals("SENSE DRIVE STATUS 04 01", FdcCommand.senseDriveStatus(1).toString());
    }
}
