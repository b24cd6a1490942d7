package dev.dreq.devices.fdc;

/** The commands that neither move a head nor touch a disk. */
final class ControlCommands {

    private static final int INVALID = 0x80;
    private static final int VERSION = 0x90;
    private static final int PART = 0x41;
    private static final int ST3_FIXED = 0x28;

    private final Controller controller;

    ControlCommands(Controller controller) {
        this.controller = controller;
    }

    void execute(CommandBytes command) {
        Modes modes = controller.modes();
        Sequencer sequencer = controller.sequencer();
        switch (command.command()) {
            case SENSE_DRIVE_STATUS -> senseDriveStatus(command);
            case SPECIFY -> specify(command);
            case CONFIGURE -> {
                modes.configure = command.at(2);
                modes.precompensationTrack = command.at(3);
                sequencer.idle();
            }
            case DUMPREG -> dump();
            case PERPENDICULAR_MODE -> {
                controller.rules().perpendicular(modes, command.at(1));
                sequencer.idle();
            }
            case LOCK -> {
                modes.lock = (command.at(0) & 0x80) != 0;
                sequencer.result(modes.lock ? 0x10 : 0);
            }
            case VERSION -> sequencer.result(VERSION);
            case PART_ID -> sequencer.result(PART);
            case SAVE -> save();
            case RESTORE -> restore(command);
            case POWERDOWN_MODE -> {
                modes.powerDown = command.at(1);
                sequencer.result(modes.powerDown);
            }
            case OPTION -> sequencer.idle();
            case DRIVE_SPECIFICATION -> driveSpecification(command);
            default -> sequencer.result(INVALID);
        }
    }

    private void senseDriveStatus(CommandBytes command) {
        int unit = controller.select(command);
        Drive drive = controller.drive(unit);
        drive.head(command.headSelect());
        int lines = controller.rules().driveStatus(drive);
        controller.sequencer().result(ST3_FIXED | lines | (command.headSelect() << 2) | unit);
    }

    private void specify(CommandBytes command) {
        controller.modes().stepRate = command.at(1);
        controller.modes().headLoad = command.at(2);
        controller.nonDmaChanged();
        controller.sequencer().idle();
    }

    private void dump() {
        int[] out = new int[10];
        cylinders(out, 0);
        int[] modeBytes =
                controller
                        .rules()
                        .dumpModes(
                                controller.modes(),
                                controller.selectedDrive(),
                                !controller.programmed());
        System.arraycopy(modeBytes, 0, out, 4, modeBytes.length);
        out[8] = controller.modes().configure;
        out[9] = controller.modes().precompensationTrack;
        controller.sequencer().result(out);
    }

    private void save() {
        int[] out = new int[15];
        cylinders(out, 2);
        int[] modeBytes =
                controller.rules().saveModes(controller.modes(), controller.selectedDrive());
        System.arraycopy(modeBytes, 0, out, 6, modeBytes.length);
        out[10] = controller.modes().configure;
        out[11] = controller.modes().precompensationTrack;
        out[12] = controller.modes().powerDown;
        controller.sequencer().result(out);
    }

    private void cylinders(int[] out, int at) {
        for (int unit = 0; unit < 4; unit++) {
            out[at + unit] = controller.drive(unit).presentCylinder();
        }
    }

    /** RESTORE: what SAVE gave, and two bytes that mean nothing. */
    private void restore(CommandBytes command) {
        Modes modes = controller.modes();
        for (int unit = 0; unit < 4; unit++) {
            controller.rules().restoreCylinder(unit, controller.drive(unit), command.at(3 + unit));
        }
        controller.rules().restoreModes(modes, controller.selectedDrive(), command);
        modes.lock = (command.at(10) & 0x80) != 0;
        modes.configure = command.at(11);
        modes.precompensationTrack = command.at(12);
        modes.powerDown = command.at(13);
        controller.sequencer().idle();
    }

    /**
     * A byte with bit 7 ends the list; the others each describe the drive in their bits 6 and 5.
     */
    private void driveSpecification(CommandBytes command) {
        int[] drives = controller.modes().driveSpecification;
        int last = command.last();
        for (int i = 1; i <= command.parameters(); i++) {
            int value = command.at(i);
            if ((value & 0x80) == 0) {
                drives[(value >> 5) & 3] = value & 0x1f;
            }
        }
        if ((last & 0x80) == 0) {
            if (controller.rules().driveSpecificationGoesOn()) {
                controller.sequencer().wantMore();
            }
        } else if (controller.rules().driveSpecificationReports(last)) {
            controller.sequencer().result(drives);
        } else {
            controller.sequencer().idle();
        }
    }
}
