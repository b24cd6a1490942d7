package dev.dreq.tools.drivers.busmaster;

import dev.dreq.hal.ke.NtStatus;

/** What the error codes of DMA_STATUS mean to a caller. */
final class EngineError {
    private EngineError() {}

    /** The status for a value of DMA_STATUS with ERROR, or of a ring entry. */
    static NtStatus status(int dmaStatus) {
        return switch (dmaStatus >>> 8 & 0xff) {
            case 1 -> NtStatus.STATUS_DEVICE_NOT_READY; // may not master the bus
            case 2 -> NtStatus.STATUS_DEVICE_DATA_ERROR; // a bus error
            case 3, 4, 5 -> NtStatus.STATUS_DEVICE_PROTOCOL_ERROR; // parameters are the driver's
            case 6 -> NtStatus.STATUS_ACCESS_DENIED; // a target that is no memory
            default -> NtStatus.STATUS_IO_DEVICE_ERROR;
        };
    }
}
