package dev.dreq.devices.fdc;

import dev.dreq.plugin.io.AccessSizes;
import dev.dreq.plugin.time.Clock;

/** As the data sheet says. */
final class ChipRules implements FdcRules {

    private static final int EFIFO = 0x20;
    private static final int EIS_AND_POLL = 0x50;

    /** The most step pulses that a RECALIBRATE sends. */
    static final int RECALIBRATE_PULSES = 79;

    private static final int SEEK_END = 0x20;
    private static final int ABNORMAL = 0x40;
    private static final int EQUIPMENT_CHECK = 0x10;

    @Override
    public AccessSizes accessSizes() {
        return AccessSizes.BYTES;
    }

    @Override
    public Command command(int first) {
        Command command = Command.of(first);
        return command == Command.FORMAT_AND_WRITE ? Command.INVALID : command;
    }

    @Override
    public int unit(int select) {
        return select & 3;
    }

    @Override
    public int configureAtPowerOn() {
        return EFIFO;
    }

    @Override
    public void softwareReset(Modes modes) {
        modes.perpendicular &= ~3;
        if (!modes.lock) {
            modes.configure = (modes.configure & EIS_AND_POLL) | EFIFO;
            modes.precompensationTrack = 0;
        }
    }

    @Override
    public boolean resetsWhenReleased() {
        return false;
    }

    @Override
    public boolean statusReadEndsReset() {
        return false;
    }

    @Override
    public boolean dmaGate() {
        return true;
    }

    @Override
    public boolean powerDownResets() {
        return false;
    }

    @Override
    public InterruptStatus interruptStatus(InterruptPin interrupt) {
        return new ChipInterruptStatus(interrupt);
    }

    @Override
    public Drive sensed(Controller controller, int st0) {
        return controller.drive(st0 & 3);
    }

    @Override
    public boolean interruptPerSector() {
        return true;
    }

    @Override
    public boolean commandsSelect() {
        return false;
    }

    @Override
    public boolean resetMovesHeads() {
        return false;
    }

    @Override
    public int tapeBits() {
        return 0x07;
    }

    @Override
    public int driveStatus(Drive drive) {
        if (!drive.present()) {
            return 0;
        }
        return (drive.writeProtected() ? 0x40 : 0) | (drive.atTrackZero() ? 0x10 : 0);
    }

    @Override
    public int[] dumpModes(Modes modes, Drive selected, boolean dma) {
        int lock = modes.lock ? 0x80 : 0;
        return new int[] {
            modes.stepRate, modes.headLoad, modes.lastSector, lock | modes.perpendicular
        };
    }

    @Override
    public int[] saveModes(Modes modes, Drive selected) {
        return dumpModes(modes, selected, true);
    }

    @Override
    public void restoreModes(Modes modes, Drive selected, CommandBytes command) {
        modes.stepRate = command.at(7);
        modes.headLoad = command.at(8);
        modes.lastSector = command.at(9);
        modes.perpendicular = command.at(10) & 0x3f;
    }

    @Override
    public void restoreCylinder(int unit, Drive drive, int cylinder) {
        drive.presentCylinder(cylinder);
    }

    @Override
    public void perpendicular(Modes modes, int parameter) {
        boolean overwrite = (parameter & 0x80) != 0;
        modes.perpendicular =
                overwrite ? parameter & 0x3f : (modes.perpendicular & ~3) | (parameter & 3);
    }

    @Override
    public boolean driveSpecificationReports(int last) {
        return (last & 0x40) == 0; // NRPT
    }

    @Override
    public boolean driveSpecificationGoesOn() {
        return true;
    }

    @Override
    public int recalibrate(Drive drive) {
        drive.step(-RECALIBRATE_PULSES);
        drive.presentCylinder(0);
        boolean found = drive.present() && drive.atTrackZero();
        return found ? SEEK_END : ABNORMAL | SEEK_END | EQUIPMENT_CHECK;
    }

    @Override
    public void seek(Drive drive, int cylinder) {
        drive.step(cylinder - drive.presentCylinder());
        drive.presentCylinder(cylinder);
    }

    @Override
    public int relative(Drive drive, int steps) {
        return Math.max(0, Math.min(0xff, drive.presentCylinder() + steps));
    }

    @Override
    public DataCommands dataCommands(Controller controller, Clock clock) {
        return new ChipData(controller, clock);
    }
}
