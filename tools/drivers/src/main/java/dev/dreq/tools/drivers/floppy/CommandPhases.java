package dev.dreq.tools.drivers.floppy;

import org.jspecify.annotations.Nullable;

/**
 * Moves the bytes of commands and results through the FIFO. Every wait for the controller is
 * bounded, so that ports with nothing behind them cost little time. Runs at the interrupt's
 * synchronize IRQL.
 */
final class CommandPhases {
    private static final int POLLS = 1_000;
    private static final int DRIVES = 4;
    private static final int SENSE_INTERRUPT_STATUS = 0x08;

    private final FdcRegisters registers;

    CommandPhases(FdcRegisters registers) {
        this.registers = registers;
    }

    /** Writes a command; false if the controller does not take all of it. */
    boolean write(FdcCommand command) {
        for (int i = 0; i < command.length(); i++) {
            if (!awaits(0)) {
                return false;
            }
            registers.writeFifo(command.at(i));
        }
        return true;
    }

    /** Reads a result phase of one or of seven bytes. The last byte takes the interrupt away. */
    FdcResult readResult(int length) {
        int[] phase = new int[length];
        for (int i = 0; i < length; i++) {
            if (!awaits(FdcRegisters.MSR_DIO)) {
                return FdcResult.notResponding();
            }
            phase[i] = registers.readFifo();
        }
        return length == 1 ? FdcResult.of(phase[0]) : FdcResult.of(phase);
    }

    /**
     * SENSE INTERRUPT STATUS until nothing is left, which takes the interrupt away. A reset leaves
     * one for each drive.
     *
     * @return what the one for {@code unit} said; null if there was none
     */
    @Nullable FdcResult senseInterrupts(int unit) {
        FdcResult ours = null;
        for (int i = 0; i <= DRIVES; i++) {
            if (!awaits(0)) {
                break;
            }
            registers.writeFifo(SENSE_INTERRUPT_STATUS);
            int st0 = readByte();
            if (st0 < 0 || (st0 & FdcResult.ST0_INTERRUPT_CODE) == FdcResult.ST0_INVALID_COMMAND) {
                break;
            }
            int presentCylinder = readByte();
            if ((st0 & 3) == unit) {
                ours = FdcResult.sensed(st0, presentCylinder);
            }
        }
        return ours;
    }

    private int readByte() {
        return awaits(FdcRegisters.MSR_DIO) ? registers.readFifo() : -1;
    }

    /** Waits until the FIFO can be accessed in a direction, MSR_DIO for reading. */
    private boolean awaits(int direction) {
        int wanted = FdcRegisters.MSR_RQM | direction;
        for (int i = 0; i < POLLS; i++) {
            if ((registers.mainStatus() & (FdcRegisters.MSR_RQM | FdcRegisters.MSR_DIO))
                    == wanted) {
                return true;
            }
        }
        return false;
    }
}
