package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.Irp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request for the channel and map registers, from the call that asks to the one that frees. */
final class Grant {

    /** How far it has come. */
    enum State {
        WAITING,
        CALLING,
        HOLDS_CHANNEL,
        HOLDS_REGISTERS
    }

    private final DeviceObject device;
    private final int registers;
    private final @Nullable Irp irp;
    private final List<OpenMapping> mappings = new ArrayList<>();
    private State state = State.WAITING;
    private long base;

    Grant(DeviceObject device, int registers) {
        this.device = device;
        this.registers = registers;
        this.irp = device.currentIrp();
    }

    DeviceObject device() {
        return device;
    }

    int registers() {
        return registers;
    }

    /** What the device object worked on when it asked; null if it has no StartIo. */
    @Nullable Irp irp() {
        return irp;
    }

    /** What is mapped through the registers. */
    List<OpenMapping> mappings() {
        return mappings;
    }

    State state() {
        return state;
    }

    void setState(State newState) {
        state = newState;
    }

    /** Whether the AdapterControl routine has been entered, so that there is a base. */
    boolean isGranted() {
        return state != State.WAITING;
    }

    /** Whether it stands in the way of another request for the channel. */
    boolean concernsChannel() {
        return state != State.HOLDS_REGISTERS;
    }

    long base() {
        return base;
    }

    void grant(long mapRegisterBase) {
        base = mapRegisterBase;
        state = State.CALLING;
    }
}
