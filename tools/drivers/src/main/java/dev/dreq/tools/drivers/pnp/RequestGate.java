package dev.dreq.tools.drivers.pnp;

import dev.dreq.hal.io.Irp;
import dev.dreq.hal.ke.NtStatus;

/** Whether a device takes requests, and what becomes of those that it has taken. */
public final class RequestGate {
    private NtStatus outside = NtStatus.STATUS_DEVICE_NOT_READY;
    private NtStatus inside = NtStatus.STATUS_SUCCESS;

    /** Requests come in. */
    void open() {
        outside = NtStatus.STATUS_SUCCESS;
        inside = NtStatus.STATUS_SUCCESS;
    }

    /** The device stops: requests are refused, those inside are finished. */
    void close() {
        outside = NtStatus.STATUS_DEVICE_NOT_READY;
    }

    /** The device goes: requests are refused, and those inside end, with {@code status}. */
    void condemn(NtStatus status) {
        outside = status;
        inside = status;
    }

    /** STATUS_SUCCESS to let a request in, else the status to refuse it with. */
    public NtStatus admission() {
        return outside;
    }

    /** STATUS_SUCCESS to go on with a request that is inside, else the status to end it with. */
    public NtStatus verdict(Irp irp) {
        return irp.cancel() ? NtStatus.STATUS_CANCELLED : inside;
    }
}
