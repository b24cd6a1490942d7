package dev.dreq.tools.drivers.floppy;

import dev.dreq.hal.io.Hardware;

/**
 * The controller's ports, relative to its base (82078 data sheet, register set). Each access is one
 * port access.
 */
final class FdcRegisters {
    /** MSR: the FIFO can be accessed. */
    static final int MSR_RQM = 0x80;

    /** MSR: the FIFO is to be read. */
    static final int MSR_DIO = 0x40;

    /** MSR: a command is in progress. */
    static final int MSR_CMD_BUSY = 0x10;

    /** MSR: what ports read as with nothing behind them; no controller is as busy as that. */
    static final int MSR_GONE = 0xff;

    /** DOR: low while the controller is held in reset. */
    static final int DOR_NOT_RESET = 0x04;

    /** DOR: lets DREQ and the interrupt out. */
    static final int DOR_DMA_GATE = 0x08;

    /** DIR: the disk may have been changed. */
    static final int DIR_DISK_CHANGED = 0x80;

    private static final int DOR = 2;
    private static final int MSR = 4;
    private static final int FIFO = 5;
    private static final int DIR_CCR = 7;

    private final Hardware hardware;
    private final int base;

    FdcRegisters(Hardware hardware, int base) {
        this.hardware = hardware;
        this.base = base;
    }

    /** The first port. */
    int base() {
        return base;
    }

    int mainStatus() {
        return hardware.readPortUchar(base + MSR);
    }

    int readFifo() {
        return hardware.readPortUchar(base + FIFO);
    }

    void writeFifo(int value) {
        hardware.writePortUchar(base + FIFO, value);
    }

    void digitalOutput(int value) {
        hardware.writePortUchar(base + DOR, value);
    }

    int digitalInput() {
        return hardware.readPortUchar(base + DIR_CCR);
    }

    /** Selects a data rate. */
    void configurationControl(int dataRate) {
        hardware.writePortUchar(base + DIR_CCR, dataRate);
    }
}
