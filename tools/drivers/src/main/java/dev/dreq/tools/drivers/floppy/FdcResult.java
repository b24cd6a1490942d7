package dev.dreq.tools.drivers.floppy;

import dev.dreq.hal.ke.NtStatus;

/**
 * How a command ended (82078 data sheet, status registers).
 *
 * @param outcome whether the controller answered
 * @param st0 status register 0; of a command that ends at once, its one result byte
 * @param st1 status register 1
 * @param st2 status register 2
 * @param next where the controller would go on; of a seek, the cylinder it is at
 */
record FdcResult(Outcome outcome, int st0, int st1, int st2, SectorAddress next) {

    /** Whether the controller answered. */
    enum Outcome {
        ANSWERED,
        /** No interrupt came in time. */
        TIMED_OUT,
        /** It did not take the command, or broke off its answer. */
        NOT_RESPONDING,
        /** Its ports answer with ones only. */
        GONE
    }

    static final int ST0_INTERRUPT_CODE = 0xc0;
    static final int ST0_SEEK_END = 0x20;
    static final int ST0_EQUIPMENT_CHECK = 0x10;
    static final int ST0_INVALID_COMMAND = 0x80;
    static final int ST1_END_OF_CYLINDER = 0x80;
    static final int ST1_DATA_ERROR = 0x20;
    static final int ST1_OVERRUN = 0x10;
    static final int ST1_NO_DATA = 0x04;
    static final int ST1_NOT_WRITABLE = 0x02;
    static final int ST1_MISSING_ADDRESS_MARK = 0x01;
    static final int ST2_DATA_ERROR = 0x20;
    static final int ST2_WRONG_CYLINDER = 0x10;
    static final int ST2_BAD_CYLINDER = 0x02;
    static final int ST2_MISSING_DATA_ADDRESS_MARK = 0x01;
    static final int ST3_WRITE_PROTECTED = 0x40;

    private static final SectorAddress NOWHERE = new SectorAddress(0, 0, 0);

    static FdcResult timedOut() {
        return new FdcResult(Outcome.TIMED_OUT, 0, 0, 0, NOWHERE);
    }

    static FdcResult gone() {
        return new FdcResult(Outcome.GONE, 0, 0, 0, NOWHERE);
    }

    static FdcResult notResponding() {
        return new FdcResult(Outcome.NOT_RESPONDING, 0, 0, 0, NOWHERE);
    }

    /** A result phase of one byte. */
    static FdcResult of(int only) {
        return new FdcResult(Outcome.ANSWERED, only, 0, 0, NOWHERE);
    }

    /** What SENSE INTERRUPT STATUS said. */
    static FdcResult sensed(int st0, int presentCylinder) {
        return new FdcResult(Outcome.ANSWERED, st0, 0, 0, new SectorAddress(presentCylinder, 0, 0));
    }

    /** A result phase of seven bytes: ST0, ST1, ST2, C, H, R, N. */
    static FdcResult of(int[] phase) {
        return new FdcResult(
                Outcome.ANSWERED,
                phase[0],
                phase[1],
                phase[2],
                new SectorAddress(phase[3], phase[4], phase[5]));
    }

    /** Whether a status says that the controller does not answer. */
    static boolean isSilence(NtStatus status) {
        return status == NtStatus.STATUS_IO_TIMEOUT
                || status == NtStatus.STATUS_IO_DEVICE_ERROR
                || status == NtStatus.STATUS_NO_SUCH_DEVICE;
    }

    boolean answered() {
        return outcome == Outcome.ANSWERED;
    }

    /** Whether the command did what it was asked. */
    boolean succeeded() {
        return answered() && (st0 & ST0_INTERRUPT_CODE) == 0;
    }

    /** What to tell the caller; STATUS_SUCCESS if it succeeded. */
    NtStatus status() {
        return switch (outcome) {
            case TIMED_OUT -> NtStatus.STATUS_IO_TIMEOUT;
            case NOT_RESPONDING -> NtStatus.STATUS_IO_DEVICE_ERROR;
            case GONE -> NtStatus.STATUS_NO_SUCH_DEVICE;
            case ANSWERED -> answeredStatus();
        };
    }

    private NtStatus answeredStatus() {
        if (succeeded()) {
            return NtStatus.STATUS_SUCCESS;
        } else if ((st0 & ST0_INTERRUPT_CODE) == ST0_INVALID_COMMAND) {
            return NtStatus.STATUS_FLOPPY_BAD_REGISTERS;
        } else if ((st1 & ST1_NOT_WRITABLE) != 0) {
            return NtStatus.STATUS_MEDIA_WRITE_PROTECTED;
        } else if ((st1 & ST1_DATA_ERROR) != 0 || (st2 & ST2_DATA_ERROR) != 0) {
            return NtStatus.STATUS_CRC_ERROR;
        } else if ((st1 & ST1_OVERRUN) != 0) {
            return NtStatus.STATUS_DEVICE_DATA_ERROR;
        } else if ((st2 & (ST2_WRONG_CYLINDER | ST2_BAD_CYLINDER)) != 0) {
            return NtStatus.STATUS_FLOPPY_WRONG_CYLINDER;
        } else if ((st1 & (ST1_NO_DATA | ST1_MISSING_ADDRESS_MARK)) != 0
                || (st2 & ST2_MISSING_DATA_ADDRESS_MARK) != 0) {
            return NtStatus.STATUS_FLOPPY_ID_MARK_NOT_FOUND;
        } else if ((st1 & ST1_END_OF_CYLINDER) != 0) {
            return NtStatus.STATUS_NONEXISTENT_SECTOR;
        } else if ((st0 & ST0_EQUIPMENT_CHECK) != 0) {
            return NtStatus.STATUS_DEVICE_NOT_READY;
        }
        return NtStatus.STATUS_FLOPPY_UNKNOWN_ERROR;
    }
}
