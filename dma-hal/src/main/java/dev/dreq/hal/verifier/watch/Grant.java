package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.dma.DmaTransferContext;
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
    private final @Nullable DmaTransferContext context;
    private final List<OpenMapping> mappings = new ArrayList<>();
    private State state = State.WAITING;
    private long base;
    private @Nullable ChainTransfer transfer;
    private boolean cancelled;

    /**
     * @param context by which it was asked for; null before version 3
     */
    Grant(DeviceObject device, int registers, @Nullable DmaTransferContext context) {
        this.device = device;
        this.registers = registers;
        this.context = context;
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

    @Nullable DmaTransferContext context() {
        return context;
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

    /** What MapTransferEx has mapped, or is about to; null if it has been flushed. */
    @Nullable ChainTransfer transfer() {
        return transfer != null && mappings.contains(transfer.mapping()) ? transfer : null;
    }

    void begin(ChainTransfer newTransfer) {
        transfer = newTransfer;
        mappings.add(newTransfer.mapping());
    }

    /** It is mapped no more; others are. */
    void end(ChainTransfer oldTransfer) {
        mappings.remove(oldTransfer.mapping());
    }

    /** Whether CancelMappedTransfer has stopped its transfer. */
    boolean isCancelled() {
        return cancelled;
    }

    void setCancelled(boolean newCancelled) {
        cancelled = newCancelled;
    }
}
