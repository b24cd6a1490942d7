package dev.dreq.hal.io;

import dev.dreq.hal.ke.NtStatus;

/** DRIVER_DISPATCH. Called at the caller's IRQL, PASSIVE_LEVEL for a request from a user. */
@FunctionalInterface
public interface DriverDispatch {

    /** Completes the IRP, passes it on, or marks it pending and returns STATUS_PENDING. */
    NtStatus dispatch(DeviceObject deviceObject, Irp irp);
}
