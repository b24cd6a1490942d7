package dev.dreq.tools.drivers.busmaster;

import dev.dreq.hal.ke.NtStatus;

/** How a packet command went. */
final class PacketOutcome {
    private PacketOutcome() {}

    /** It is done, without an error, and has moved as many bytes as it should. */
    static NtStatus of(EngineRegisters registers, int dmaStatus, int length) {
        if ((dmaStatus & EngineRegisters.STATUS_ERROR) != 0) {
            return EngineError.status(dmaStatus);
        }
        return (dmaStatus & EngineRegisters.STATUS_DONE) != 0 && registers.moved() == length
                ? NtStatus.STATUS_SUCCESS
                : NtStatus.STATUS_IO_DEVICE_ERROR;
    }
}
