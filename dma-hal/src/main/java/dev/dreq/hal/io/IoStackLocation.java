package dev.dreq.hal.io;

import dev.dreq.hal.ke.SystemObject;
import org.jspecify.annotations.Nullable;

/** IO_STACK_LOCATION: what one driver of a stack is asked to do. */
public interface IoStackLocation extends SystemObject {
    int SL_PENDING_RETURNED = 0x01;
    int SL_INVOKE_ON_CANCEL = 0x20;
    int SL_INVOKE_ON_SUCCESS = 0x40;
    int SL_INVOKE_ON_ERROR = 0x80;

    /** What is asked. */
    IrpMajor majorFunction();

    /** With what parameters. */
    IoParameters parameters();

    /** Sets what is asked. */
    void set(IrpMajor majorFunction, IoParameters parameters);

    /** The parameters of a read or write; anything else is a bug check. */
    IoParameters.ReadWrite readWrite();

    /** The parameters of a device control; anything else is a bug check. */
    IoParameters.DeviceIoControl deviceIoControl();

    /** The parameters of a PnP request; anything else is a bug check. */
    IoParameters.Pnp pnp();

    /** The SL_ bits of Control. */
    int control();

    /** Replaces the SL_ bits. */
    void setControl(int control);

    /** The device that is asked; null before IoCallDriver. */
    @Nullable DeviceObject deviceObject();

    /** For the kernel's routines only. */
    void setDeviceObject(@Nullable DeviceObject deviceObject);

    /** Who is told when the driver completes the IRP. */
    @Nullable IoCompletionRoutine completionRoutine();

    /** What it is told. */
    @Nullable Object context();

    /** For {@link Io#setCompletionRoutine} only. */
    void setCompletion(@Nullable IoCompletionRoutine completionRoutine, @Nullable Object context);
}
