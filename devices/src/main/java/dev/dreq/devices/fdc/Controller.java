package dev.dreq.devices.fdc;

import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import java.util.List;

/** The controller: its units, and what they share. */
final class Controller {

    private static final int NOT_RESET = 0x04;
    private static final int DMA_GATE = 0x08;
    private static final int SELECT = 0x03;
    private static final int DOR_AT_POWER_ON = NOT_RESET | DMA_GATE;
    private static final int SRB_AT_POWER_ON = 0xc0;
    private static final int BOOT_SELECT = 0x04;
    private static final int SOFTWARE_RESET = 0x80;
    private static final int POWER_DOWN = 0x40;
    private static final int RATE = 0x03;

    private final FdcRules rules;
    private final List<Drive> drives;
    private final Modes modes;
    private final Timing timing;
    private final InterruptPin interrupt;
    private final InterruptStatus interruptStatus;
    private final DataPath path;
    private final Sequencer sequencer;
    private final SeekUnit seek;
    private final DataCommands data;
    private final ControlCommands control;
    private int dor = DOR_AT_POWER_ON;
    private int srb = SRB_AT_POWER_ON;
    private int tdr;
    private int selected;

    /**
     * Makes a controller.
     *
     * @param drives four, of which the last two may not be there
     */
    Controller(FdcRules rules, boolean timed, List<Drive> drives, IsaSlot slot) {
        this.rules = rules;
        this.drives = drives;
        modes = new Modes(rules.configureAtPowerOn());
        timing = new Timing(slot.clock(), modes, timed);
        interrupt = new InterruptPin(slot.irq(FdcProvider.IRQ));
        interruptStatus = rules.interruptStatus(interrupt);
        path = new DataPath(interrupt, rules.interruptPerSector());
        path.connect(slot.dma(FdcProvider.DMA, path::transfer));
        sequencer =
                new Sequencer(
                        rules, path, interrupt, interruptStatus, this::execute, slot::guestError);
        seek = new SeekUnit(this, slot.clock());
        data = rules.dataCommands(this, slot.clock());
        control = new ControlCommands(this);
    }

    FdcRules rules() {
        return rules;
    }

    Modes modes() {
        return modes;
    }

    Timing timing() {
        return timing;
    }

    InterruptPin interrupt() {
        return interrupt;
    }

    InterruptStatus interruptStatus() {
        return interruptStatus;
    }

    DataPath path() {
        return path;
    }

    Sequencer sequencer() {
        return sequencer;
    }

    /** The drive behind a select code, 0..3, as TDR's boot select maps it. */
    Drive drive(int unit) {
        boolean swapped = (tdr & BOOT_SELECT) != 0 && unit < 2;
        return drives.get(swapped ? unit ^ 1 : unit);
    }

    /** The select code of the drive that DOR, or the last command, has selected. */
    int selected() {
        return selected;
    }

    /** That drive. */
    Drive selectedDrive() {
        return drive(selected);
    }

    /** The select code of the drive that a command is for. */
    int select(CommandBytes command) {
        int unit = rules.unit(command.driveSelect());
        if (rules.commandsSelect()) {
            selected = unit;
        }
        return unit;
    }

    /** Whether DOR turns a drive's motor. */
    boolean motor(int unit) {
        return ((dor >> (4 + unit)) & 1) != 0;
    }

    /** Whether data move by programmed I/O. */
    boolean programmed() {
        return rules.dmaGate() ? modes.nonDma() : (dor & DMA_GATE) == 0;
    }

    /** SPECIFY has set or cleared ND. */
    void nonDmaChanged() {
        if (!rules.dmaGate()) {
            dor = modes.nonDma() ? dor & ~DMA_GATE : dor | DMA_GATE;
        }
    }

    private void execute(CommandBytes command) {
        switch (command.command()) {
            case SEEK -> seek.seek(command);
            case RELATIVE_SEEK_OUT -> seek.relativeSeek(command, -1);
            case RELATIVE_SEEK_IN -> seek.relativeSeek(command, 1);
            case RECALIBRATE -> seek.recalibrate(command);
            case SENSE_INTERRUPT_STATUS -> seek.sense();
            case READ_DATA,
                    READ_DELETED_DATA,
                    READ_TRACK,
                    WRITE_DATA,
                    WRITE_DELETED_DATA,
                    SCAN_EQUAL,
                    SCAN_LOW_OR_EQUAL,
                    SCAN_HIGH_OR_EQUAL,
                    VERIFY,
                    READ_ID,
                    FORMAT_TRACK -> {
                interruptStatus.dataBegins();
                data.execute(command);
            }
            case SENSE_DRIVE_STATUS,
                    SPECIFY,
                    CONFIGURE,
                    DUMPREG,
                    PERPENDICULAR_MODE,
                    LOCK,
                    VERSION,
                    PART_ID,
                    SAVE,
                    RESTORE,
                    POWERDOWN_MODE,
                    OPTION,
                    DRIVE_SPECIFICATION,
                    FORMAT_AND_WRITE,
                    INVALID ->
                    control.execute(command);
        }
    }

    /** DOR as it reads. */
    int dor() {
        return rules.commandsSelect() ? dor | selected : dor;
    }

    void writeDor(int value) {
        srb = SRB_AT_POWER_ON | ((value >> 4) & 3) | ((value & 1) << 5);
        boolean wasReset = inReset();
        boolean isReset = (value & NOT_RESET) == 0;
        if (rules.resetsWhenReleased() ? wasReset && !isReset : isReset && !wasReset) {
            reset();
        }
        dor = value;
        selected = rules.unit(value & SELECT);
        if (rules.dmaGate()) {
            boolean open = (value & DMA_GATE) != 0;
            interrupt.gate(open);
            path.gate(open);
        }
        if (wasReset && !isReset) {
            interruptStatus.announceReset();
        }
    }

    private boolean inReset() {
        return (dor & NOT_RESET) == 0;
    }

    private void reset() {
        interruptStatus.reset();
        data.reset();
        sequencer.reset();
        seek.reset();
        rules.softwareReset(modes);
        if (rules.resetsWhenReleased()) {
            dor = DOR_AT_POWER_ON;
            srb = SRB_AT_POWER_ON;
            selected = 0;
        }
    }

    /** Hardware reset. The heads stay where they are, as do the media. */
    void powerOn() {
        reset();
        dor = DOR_AT_POWER_ON;
        srb = SRB_AT_POWER_ON;
        tdr = 0;
        selected = 0;
        modes.powerOn(rules.configureAtPowerOn());
        interrupt.gate(true);
        path.gate(true);
    }

    int tdr() {
        return tdr;
    }

    void writeTdr(int value) {
        if (!inReset()) {
            tdr = value & rules.tapeBits();
        }
    }

    int readStatus() {
        if (inReset()) {
            if (!rules.statusReadEndsReset()) {
                return 0;
            }
            dor |= NOT_RESET;
        }
        return sequencer.status() | seek.busy() | data.seeking();
    }

    void writeDsr(int value) {
        if (inReset()) {
            return;
        }
        modes.rate = value & RATE;
        if ((value & SOFTWARE_RESET) != 0) {
            softwareReset();
        }
        if ((value & POWER_DOWN) != 0 && rules.powerDownResets()) {
            softwareReset();
        }
    }

    private void softwareReset() {
        reset();
        interruptStatus.announceReset();
    }

    int readFifo() {
        return inReset() && !rules.resetsWhenReleased() ? 0 : sequencer.read();
    }

    void writeFifo(int value) {
        if (!inReset()) {
            sequencer.write(value);
        }
    }

    /** DIR: the disk-change line of the selected drive in bit 7. */
    int readDir() {
        return selectedDrive().changed() ? 0x80 : 0;
    }

    void writeCcr(int value) {
        if (!inReset()) {
            modes.rate = value & RATE;
        }
    }

    /** SRB: the motors and the selected drive. */
    int readSrb() {
        return srb;
    }

    void save(StateWriter out) {
        out.putLong("DOR", dor);
        out.putLong("SRB", srb);
        out.putLong("TDR", tdr);
        out.putLong("selected", selected);
        modes.save(out.section("modes"));
        interrupt.save(out.section("INT"));
        interruptStatus.save(out.section("sense"));
        path.save(out.section("path"));
        sequencer.save(out.section("sequencer"));
        seek.save(out.section("seek"));
        data.save(out.section("data"));
    }

    void restore(StateReader in) {
        dor = in.getInt("DOR", 0, 0xff);
        srb = in.getInt("SRB", 0, 0xff);
        tdr = in.getInt("TDR", 0, 0xff);
        selected = in.getInt("selected", 0, SELECT);
        modes.restore(in.section("modes"));
        interrupt.restore(in.section("INT"));
        interruptStatus.restore(in.section("sense"));
        path.restore(in.section("path"));
        sequencer.restore(in.section("sequencer"));
        seek.restore(in.section("seek"));
        data.restore(in.section("data"), sequencer.command(), sequencer.executing());
    }
}
