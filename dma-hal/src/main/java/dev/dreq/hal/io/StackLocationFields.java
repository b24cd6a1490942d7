package dev.dreq.hal.io;

import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import org.jspecify.annotations.Nullable;

/** An I/O stack location stored in Java fields. */
final class StackLocationFields implements IoStackLocation {
    private final long address;
    private IrpMajor majorFunction = IrpMajor.IRP_MJ_CREATE;
    private IoParameters parameters = new IoParameters.None();
    private int control;
    private @Nullable DeviceObject deviceObject;
    private @Nullable IoCompletionRoutine completionRoutine;
    private @Nullable Object context;

    StackLocationFields(long address) {
        this.address = address;
    }

    @Override
    public long address() {
        return address;
    }

    @Override
    public IrpMajor majorFunction() {
        return majorFunction;
    }

    @Override
    public IoParameters parameters() {
        return parameters;
    }

    @Override
    public void set(IrpMajor newMajor, IoParameters newParameters) {
        majorFunction = newMajor;
        parameters = newParameters;
    }

    @Override
    public IoParameters.ReadWrite readWrite() {
        return as(IoParameters.ReadWrite.class);
    }

    @Override
    public IoParameters.DeviceIoControl deviceIoControl() {
        return as(IoParameters.DeviceIoControl.class);
    }

    @Override
    public IoParameters.Pnp pnp() {
        return as(IoParameters.Pnp.class);
    }

    private <P extends IoParameters> P as(Class<P> kind) {
        if (!kind.isInstance(parameters)) {
            throw new BugCheck(
                    BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION,
                    address,
                    majorFunction.code(),
                    0,
                    0,
                    ("Parameters.%s was read from a stack location of %s; look at"
                                    + " MajorFunction first")
                            .formatted(kind.getSimpleName(), majorFunction));
        }
        return kind.cast(parameters);
    }

    @Override
    public int control() {
        return control;
    }

    @Override
    public void setControl(int newControl) {
        control = newControl;
    }

    @Override
    public @Nullable DeviceObject deviceObject() {
        return deviceObject;
    }

    @Override
    public void setDeviceObject(@Nullable DeviceObject newDeviceObject) {
        deviceObject = newDeviceObject;
    }

    @Override
    public @Nullable IoCompletionRoutine completionRoutine() {
        return completionRoutine;
    }

    @Override
    public @Nullable Object context() {
        return context;
    }

    @Override
    public void setCompletion(@Nullable IoCompletionRoutine routine, @Nullable Object newContext) {
        completionRoutine = routine;
        context = newContext;
    }
}
