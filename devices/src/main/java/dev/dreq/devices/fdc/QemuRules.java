package dev.dreq.devices.fdc;

import dev.dreq.plugin.io.AccessSizes;
import dev.dreq.plugin.time.Clock;

/** As QEMU 7.2 was measured to do. */
final class QemuRules implements FdcRules {

    /** A word is taken apart, anything wider is not answered. */
    private static final AccessSizes UP_TO_WORDS = new AccessSizes(1, 2, 1);

    /** The number of tracks that an empty drive counts. */
    private static final int EMPTY_TRACKS = 0xff;

    /** The number of sectors on a track that an empty drive counts. */
    private static final int EMPTY_SECTORS = 0xff;

    private static final int SEEK_END = 0x20;

    @Override
    public AccessSizes accessSizes() {
        return UP_TO_WORDS;
    }

    @Override
    public Command command(int first) {
        return (first & 0x1f) == 0x05 ? Command.WRITE_DATA : Command.of(first);
    }

    @Override
    public int unit(int select) {
        return select & 1;
    }

    @Override
    public int configureAtPowerOn() {
        return 0x60;
    }

    @Override
    public void softwareReset(Modes modes) {}

    @Override
    public int statusInReset() {
        return 0x80;
    }

    @Override
    public boolean statusReadEndsReset() {
        return true;
    }

    @Override
    public boolean dmaGate() {
        return false;
    }

    @Override
    public boolean powerDownResets() {
        return true;
    }

    @Override
    public boolean resultEndsSense() {
        return true;
    }

    @Override
    public boolean interruptPerSector() {
        return false;
    }

    @Override
    public boolean commandsSelect() {
        return true;
    }

    @Override
    public boolean resetMovesHeads() {
        return true;
    }

    @Override
    public int tapeBits() {
        return 0x04;
    }

    @Override
    public int driveStatus(Drive drive) {
        return (drive.writeProtected() ? 0x40 : 0) | (drive.atTrackZero() ? 0x10 : 0);
    }

    @Override
    public int[] dumpModes(Modes modes, Drive selected, boolean dma) {
        int[] bytes = saveModes(modes, selected);
        bytes[1] = (bytes[1] << 1) | (dma ? 1 : 0);
        return bytes;
    }

    @Override
    public int[] saveModes(Modes modes, Drive selected) {
        int lock = modes.lock ? 0x80 : 0;
        return new int[] {
            modes.stepRate >> 4,
            modes.headLoad >> 1,
            sectorsPerTrack(selected),
            lock | ((modes.perpendicular & 0x0f) << 2)
        };
    }

    @Override
    public void restoreModes(Modes modes, Drive selected, CommandBytes command) {
        modes.stepRate = (command.at(7) << 4) & 0xff;
        modes.headLoad = (command.at(8) << 1) & 0xff;
        selected.divide(selected.geometry().withSectorsPerTrack(command.at(9)));
        modes.perpendicular = (command.at(10) >> 2) & 0x0f;
    }

    @Override
    public void restoreCylinder(Drive drive, int cylinder) {
        if (drive.present()) {
            move(drive, cylinder);
        }
    }

    @Override
    public void perpendicular(Modes modes, int parameter) {
        if ((parameter & 0x80) != 0) {
            modes.perpendicular = parameter & 7;
        }
    }

    @Override
    public boolean driveSpecificationReports(int last) {
        return (last & 0x40) != 0;
    }

    @Override
    public boolean driveSpecificationGoesOn() {
        return false;
    }

    @Override
    public int recalibrate(Drive drive) {
        drive.head(0);
        drive.sector(1);
        move(drive, 0);
        return SEEK_END;
    }

    @Override
    public void seek(Drive drive, int cylinder) {
        if (cylinder <= tracks(drive)) {
            move(drive, cylinder);
        }
    }

    @Override
    public int relative(Drive drive, int steps) {
        int wanted = drive.presentCylinder() + steps;
        return Math.max(0, wanted >= tracks(drive) && steps > 0 ? tracks(drive) - 1 : wanted);
    }

    @Override
    public DataCommands dataCommands(Controller controller, Clock clock) {
        return new QemuData(controller, clock);
    }

    /** Moves the head and what the controller knows of it, together. */
    static void move(Drive drive, int cylinder) {
        drive.moveHead(cylinder);
        drive.presentCylinder(cylinder);
    }

    /** The highest cylinder that a drive accepts. */
    static int tracks(Drive drive) {
        return drive.present() && drive.image() == null ? EMPTY_TRACKS : drive.geometry().tracks();
    }

    /** The highest sector that a drive accepts. */
    static int sectorsPerTrack(Drive drive) {
        return drive.present() && drive.image() == null
                ? EMPTY_SECTORS
                : drive.geometry().sectorsPerTrack();
    }
}
