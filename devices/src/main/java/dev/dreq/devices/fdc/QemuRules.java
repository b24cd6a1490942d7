package dev.dreq.devices.fdc;

import dev.dreq.plugin.io.AccessSizes;
import dev.dreq.plugin.time.Clock;

/** As QEMU 7.2 was measured to do. */
final class QemuRules implements FdcRules {

    /** A word is taken apart, anything wider is not answered. */
    private static final AccessSizes UP_TO_WORDS = new AccessSizes(1, 2, 1);

    /** It has no more, be they there or not. */
    private static final int DRIVES = 2;

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
        return select % DRIVES;
    }

    @Override
    public int configureAtPowerOn() {
        return 0x60;
    }

    @Override
    public void softwareReset(Modes modes) {}

    @Override
    public boolean resetsWhenReleased() {
        return true;
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
    public InterruptStatus interruptStatus(InterruptPin interrupt) {
        return new QemuInterruptStatus(interrupt);
    }

    @Override
    public Drive sensed(Controller controller, int st0) {
        return controller.selectedDrive();
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
            selected.geometry().sectorsPerTrack(),
            lock | ((modes.perpendicular & 0x0f) << 2)
        };
    }

    @Override
    public void restoreModes(Modes modes, Drive selected, CommandBytes command) {
        modes.stepRate = command.at(7) << 4;
        modes.headLoad = command.at(8) << 1;
        selected.divide(selected.geometry().withSectorsPerTrack(command.at(9)));
        modes.perpendicular = (command.at(10) >> 2) & 0x0f;
    }

    @Override
    public void restoreCylinder(int unit, Drive drive, int cylinder) {
        if (unit < DRIVES) {
            drive.displace(cylinder);
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
        move(drive, new SectorAddress(0, 0, 1));
        return SEEK_END;
    }

    @Override
    public void seek(Drive drive, int cylinder) {
        move(drive, new SectorAddress(cylinder, drive.head(), drive.sector()));
    }

    @Override
    public int relative(Drive drive, int steps) {
        int wanted = drive.presentCylinder() + steps;
        return Math.max(
                0,
                wanted >= drive.geometry().tracks() && steps > 0
                        ? drive.geometry().tracks() - 1
                        : wanted);
    }

    @Override
    public DataCommands dataCommands(Controller controller, Clock clock) {
        return new QemuData(controller, clock);
    }

    /**
     * Moves the head and what the controller knows of it, together; nothing of it if the place has
     * the number of the sector where the drive is.
     *
     * @return whether the drive accepts the place
     */
    static boolean move(Drive drive, SectorAddress to) {
        Geometry geometry = drive.geometry();
        if (!reaches(drive, to) || to.sector() > geometry.sectorsPerTrack()) {
            return false;
        }
        if (geometry.logicalBlock(to) != geometry.logicalBlock(position(drive))) {
            drive.head(to.head());
            drive.sector(to.sector());
            drive.moveHead(to.cylinder());
        }
        drive.presentCylinder(drive.cylinder());
        return true;
    }

    /** Whether a drive has the cylinder and the side; it counts one cylinder too many. */
    static boolean reaches(Drive drive, SectorAddress to) {
        Geometry geometry = drive.geometry();
        return to.cylinder() <= geometry.tracks() && (to.head() == 0 || geometry.sides() == 2);
    }

    /** Where a drive is. */
    static SectorAddress position(Drive drive) {
        return new SectorAddress(drive.cylinder(), drive.head(), drive.sector());
    }
}
