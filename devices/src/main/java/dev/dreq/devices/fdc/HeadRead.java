package dev.dreq.devices.fdc;

/** What the read head of a drive makes out of the track below it. */
final class HeadRead {

    /** ST1: no address mark was found. */
    static final int MISSING_MARK = 0x01;

    /** ST1: the sector wanted was not found. */
    static final int NO_DATA = 0x04;

    /** ST2: the ID fields found bear another cylinder. */
    static final int WRONG_CYLINDER = 0x10;

    private final Controller controller;

    HeadRead(Controller controller) {
        this.controller = controller;
    }

    /**
     * Whether the track can be read: the disk is in and turns, it has been formatted here, and the
     * encoding and data rate are those it was written with.
     */
    boolean readable(int unit, int side, boolean mfm) {
        Drive drive = controller.drive(unit);
        Geometry geometry = drive.geometry();
        return drive.image() != null
                && controller.motor(unit)
                && mfm
                && controller.modes().rate == geometry.rate()
                && side < geometry.sides()
                && drive.cylinder() < geometry.tracks();
    }

    /** Looks for a sector: ST1 in bits 15-8 and ST2 in bits 7-0 of why it is not found, or 0. */
    int find(int unit, int side, CommandBytes command, SectorAddress wanted) {
        if (!readable(unit, side, command.mfm())) {
            return MISSING_MARK << 8;
        }
        Drive drive = controller.drive(unit);
        if (wanted.cylinder() != drive.cylinder()) {
            return (NO_DATA << 8) | WRONG_CYLINDER;
        }
        boolean found =
                wanted.head() == side
                        && 1 <= wanted.sector()
                        && wanted.sector() <= drive.geometry().sectorsPerTrack()
                        && command.sizeCode() == SIZE_CODE;
        return found ? 0 : NO_DATA << 8;
    }

    /** The N of every sector on these media: 512 bytes. */
    static final int SIZE_CODE = 2;
}
