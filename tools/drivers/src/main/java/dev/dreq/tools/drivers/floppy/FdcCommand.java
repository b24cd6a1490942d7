package dev.dreq.tools.drivers.floppy;

/**
 * A command as it goes into the FIFO, and how it ends (82078 data sheet, command set). Immutable.
 */
final class FdcCommand {

    /** How a command ends. */
    enum Ending {
        /** At once; a result can be read as soon as the last byte is written. */
        AT_ONCE,
        /** With an interrupt and a result phase. */
        RESULT,
        /** With an interrupt that SENSE INTERRUPT STATUS tells the meaning of. */
        SENSE
    }

    /** MT, MFM and SK for a medium with two sides, MFM and SK for one with one. */
    private static final int MT_MFM_SK = 0xe0;

    private static final int MFM_SK = 0x60;
    private static final int MFM = 0x40;
    private static final int MT_MFM = 0xc0;
    private static final int SECTOR_SIZE_CODE = 2;
    private static final int GAP_LENGTH = 0x1b;
    private static final int DATA_LENGTH = 0xff;

    private final String name;
    private final Ending ending;
    private final int resultLength;
    private final int[] bytes;

    private FdcCommand(String name, Ending ending, int resultLength, int... bytes) {
        this.name = name;
        this.ending = ending;
        this.resultLength = resultLength;
        this.bytes = bytes;
    }

    static FdcCommand version() {
        return new FdcCommand("VERSION", Ending.AT_ONCE, 1, 0x10);
    }

    /** CONFIGURE: no implied seek, FIFO with a threshold of 8 bytes, polling of the drives off. */
    static FdcCommand configure() {
        return new FdcCommand("CONFIGURE", Ending.AT_ONCE, 0, 0x13, 0x00, 0x18, 0x00);
    }

    /**
     * SPECIFY: step rate 3 ms and head unload time 240 ms at 500 kbit/s, head load time 16 ms; DMA.
     */
    static FdcCommand specify() {
        return new FdcCommand("SPECIFY", Ending.AT_ONCE, 0, 0x03, 0xdf, 0x10);
    }

    /** PERPENDICULAR MODE: the unit's recording is perpendicular if it is read at 1 Mbit/s. */
    static FdcCommand perpendicularMode(int unit, boolean perpendicular) {
        return new FdcCommand(
                "PERPENDICULAR MODE",
                Ending.AT_ONCE,
                0,
                0x12,
                0x80 | (perpendicular ? 0x04 << unit : 0));
    }

    static FdcCommand senseDriveStatus(int unit) {
        return new FdcCommand("SENSE DRIVE STATUS", Ending.AT_ONCE, 1, 0x04, unit);
    }

    static FdcCommand recalibrate(int unit) {
        return new FdcCommand("RECALIBRATE", Ending.SENSE, 0, 0x07, unit);
    }

    static FdcCommand seek(int unit, int cylinder) {
        return new FdcCommand("SEEK", Ending.SENSE, 0, 0x0f, unit, cylinder);
    }

    /** The controller's reset, which is a pulse in DOR, and ends like a seek of all drives. */
    static FdcCommand reset() {
        return new FdcCommand("reset", Ending.SENSE, 0);
    }

    static FdcCommand readId(int unit, int head) {
        return new FdcCommand("READ ID", Ending.RESULT, 7, 0x0a | MFM, head << 2 | unit);
    }

    /** VERIFY of one sector: reads it and moves nothing, so it needs no DMA. */
    static FdcCommand verify(int unit, SectorAddress sector) {
        return new FdcCommand(
                "VERIFY",
                Ending.RESULT,
                7,
                0x16 | MFM,
                0x80 | sector.head() << 2 | unit,
                sector.cylinder(),
                sector.head(),
                sector.sector(),
                SECTOR_SIZE_CODE,
                sector.sector(),
                GAP_LENGTH,
                1);
    }

    static FdcCommand readData(int unit, SectorAddress first, Geometry geometry) {
        int flags = geometry.heads() == 2 ? MT_MFM_SK : MFM_SK;
        return transfer("READ DATA", 0x06 | flags, unit, first, geometry);
    }

    static FdcCommand writeData(int unit, SectorAddress first, Geometry geometry) {
        int flags = geometry.heads() == 2 ? MT_MFM : MFM;
        return transfer("WRITE DATA", 0x05 | flags, unit, first, geometry);
    }

    private static FdcCommand transfer(
            String name, int code, int unit, SectorAddress first, Geometry geometry) {
        return new FdcCommand(
                name,
                Ending.RESULT,
                7,
                code,
                first.head() << 2 | unit,
                first.cylinder(),
                first.head(),
                first.sector(),
                SECTOR_SIZE_CODE,
                geometry.sectorsPerTrack(),
                GAP_LENGTH,
                DATA_LENGTH);
    }

    Ending ending() {
        return ending;
    }

    /** Bytes of its result phase, 0 for none. */
    int resultLength() {
        return resultLength;
    }

    /** How many bytes go into the FIFO; none for {@link #reset}. */
    int length() {
        return bytes.length;
    }

    /** The command byte, then its parameters. */
    int at(int index) {
        return bytes[index];
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name);
        for (int value : bytes) {
            text.append(" %02x".formatted(value));
        }
        return text.toString();
    }
}
