package dev.dreq.hal.video;

import dev.dreq.hal.ke.NtStatus;

/** VP_STATUS: what VideoPort routines and miniport entry points report; Win32 error codes. */
public enum VpStatus {
    NO_ERROR(0, NtStatus.STATUS_SUCCESS),
    ERROR_INVALID_FUNCTION(1, NtStatus.STATUS_NOT_IMPLEMENTED),
    ERROR_NOT_ENOUGH_MEMORY(8, NtStatus.STATUS_INSUFFICIENT_RESOURCES),
    ERROR_DEV_NOT_EXIST(55, NtStatus.STATUS_NO_SUCH_DEVICE),
    ERROR_INVALID_PARAMETER(87, NtStatus.STATUS_INVALID_PARAMETER),
    ERROR_INSUFFICIENT_BUFFER(122, NtStatus.STATUS_BUFFER_TOO_SMALL),
    /** VIDEO_ENUM_INVALID_DEVICE: no child here, look further. */
    ERROR_INVALID_NAME(123, NtStatus.STATUS_UNSUCCESSFUL),
    ERROR_MORE_DATA(234, NtStatus.STATUS_BUFFER_OVERFLOW),
    WAIT_TIMEOUT(258, NtStatus.STATUS_TIMEOUT),
    ERROR_IO_PENDING(997, NtStatus.STATUS_PENDING),
    ERROR_IO_DEVICE(1117, NtStatus.STATUS_IO_DEVICE_ERROR),
    /** VIDEO_ENUM_MORE_DEVICES: a child, and perhaps more. */
    ERROR_CONTINUE(1246, NtStatus.STATUS_UNSUCCESSFUL),
    /** VIDEO_ENUM_NO_MORE_DEVICES: no child here, nor behind it. */
    ERROR_NO_MORE_DEVICES(1248, NtStatus.STATUS_UNSUCCESSFUL);

    private final int code;
    private final NtStatus ntStatus;

    VpStatus(int code, NtStatus ntStatus) {
        this.code = code;
        this.ntStatus = ntStatus;
    }

    /** The number in winerror.h. */
    public int code() {
        return code;
    }

    /** What the I/O manager's callers see. */
    NtStatus ntStatus() {
        return ntStatus;
    }
}
