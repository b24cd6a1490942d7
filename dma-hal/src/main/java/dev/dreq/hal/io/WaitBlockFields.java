package dev.dreq.hal.io;

import org.jspecify.annotations.Nullable;

/** A wait context block stored in Java fields. */
final class WaitBlockFields implements WaitContextBlock {
    private @Nullable DriverControl deviceRoutine;
    private @Nullable Object deviceContext;
    private int numberOfMapRegisters;
    private @Nullable Irp currentIrp;

    @Override
    public @Nullable DriverControl deviceRoutine() {
        return deviceRoutine;
    }

    @Override
    public @Nullable Object deviceContext() {
        return deviceContext;
    }

    @Override
    public int numberOfMapRegisters() {
        return numberOfMapRegisters;
    }

    @Override
    public @Nullable Irp currentIrp() {
        return currentIrp;
    }

    @Override
    public void set(
            DriverControl newRoutine,
            @Nullable Object newContext,
            int newNumberOfMapRegisters,
            @Nullable Irp newCurrentIrp) {
        deviceRoutine = newRoutine;
        deviceContext = newContext;
        numberOfMapRegisters = newNumberOfMapRegisters;
        currentIrp = newCurrentIrp;
    }

    @Override
    public void clear() {
        deviceRoutine = null;
        deviceContext = null;
        numberOfMapRegisters = 0;
        currentIrp = null;
    }
}
