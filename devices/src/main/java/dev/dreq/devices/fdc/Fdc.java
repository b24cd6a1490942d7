package dev.dreq.devices.fdc;

import dev.dreq.plugin.Device;
import dev.dreq.plugin.MediaDrive;
import dev.dreq.plugin.MediaHolder;
import dev.dreq.plugin.io.AccessSizes;
import dev.dreq.plugin.io.Register;
import dev.dreq.plugin.io.RegisterBlock;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import java.util.List;

/** The card: its registers, its drives and the controller behind them. */
final class Fdc implements Device, MediaHolder {

    /** What a register reads that only the PS/2 drives. */
    private static final int UNDRIVEN = 0xff;

    private static final int STATE_VERSION = 1;

    private final Controller controller;
    private final List<Drive> drives;

    /**
     * Makes a card.
     *
     * @param drives four, of which the last two may not be there
     */
    Fdc(FdcRules rules, boolean timed, List<Drive> drives, IsaSlot slot) {
        this.drives = drives;
        controller = new Controller(rules, timed, drives, slot);
        slot.map(FdcProvider.PORTS, registers(rules.accessSizes()));
        slot.map(FdcProvider.DIR_PORT, changeRegister(rules.accessSizes()));
    }

    private RegisterBlock registers(AccessSizes sizes) {
        return RegisterBlock.of(
                6,
                sizes,
                Register.named("SRA", 0, 1).reset(UNDRIVEN).readOnly().onRead(() -> UNDRIVEN),
                Register.named("SRB", 1, 1)
                        .reset(0xc0)
                        .readOnly()
                        .field("MOTEN0", 0, 1)
                        .field("MOTEN1", 1, 1)
                        .field("WE", 2, 1)
                        .field("RDDATA", 3, 1)
                        .field("WRDATA", 4, 1)
                        .field("DRVSEL0", 5, 1)
                        .onRead(controller::readSrb),
                Register.named("DOR", 2, 1)
                        .reset(0x0c)
                        .field("DRVSEL", 0, 2)
                        .field("/RESET", 2, 1)
                        .field("/DMAGATE", 3, 1)
                        .field("MOTEN0", 4, 1)
                        .field("MOTEN1", 5, 1)
                        .field("MOTEN2", 6, 1)
                        .field("MOTEN3", 7, 1)
                        .onRead(controller::dor)
                        .onWrite(value -> controller.writeDor((int) value)),
                Register.named("TDR", 3, 1)
                        .field("TAPESEL", 0, 2)
                        .field("BOOTSEL", 2, 1)
                        .onRead(controller::tdr)
                        .onWrite(value -> controller.writeTdr((int) value)),
                Register.named("MSR/DSR", 4, 1)
                        .reset(0x80)
                        .field("BUSY0", 0, 1)
                        .field("BUSY1", 1, 1)
                        .field("BUSY2", 2, 1)
                        .field("BUSY3", 3, 1)
                        .field("CMDBSY", 4, 1)
                        .field("NONDMA", 5, 1)
                        .field("DIO", 6, 1)
                        .field("RQM", 7, 1)
                        .onRead(controller::readStatus)
                        .onWrite(value -> controller.writeDsr((int) value)),
                Register.named("FIFO", 5, 1)
                        .onRead(controller::readFifo)
                        .onWrite(value -> controller.writeFifo((int) value)));
    }

    private RegisterBlock changeRegister(AccessSizes sizes) {
        return RegisterBlock.of(
                1,
                sizes,
                Register.named("DIR/CCR", 0, 1)
                        .reset(0x80)
                        .field("DRATE", 0, 2)
                        .field("DSKCHG", 7, 1)
                        .onRead(controller::readDir)
                        .onWrite(value -> controller.writeCcr((int) value)));
    }

    @Override
    public List<MediaDrive> drives() {
        return drives.stream().filter(Drive::present).map(MediaDrive.class::cast).toList();
    }

    @Override
    public void reset() {
        controller.powerOn();
    }

    @Override
    public void save(StateWriter out) {
        out.version(STATE_VERSION);
        controller.save(out.section("controller"));
        drives.forEach(drive -> drive.save(out.section("drive " + drive.name())));
    }

    /** Takes the state that {@link #save} wrote. */
    void restore(StateReader in) {
        in.version(STATE_VERSION);
        drives.forEach(drive -> drive.restore(in.section("drive " + drive.name())));
        controller.restore(in.section("controller"));
    }

    @Override
    public void close() {
        drives.forEach(Drive::close);
    }
}
