package dev.dreq.devices.display;

import dev.dreq.plugin.io.Register;
import dev.dreq.plugin.pci.PciSlot;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import dev.dreq.plugin.time.Clock;
import dev.dreq.plugin.time.Timer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;

/**
 * The bus master: runs the packet command of its registers, or the entries of its ring, one at a
 * time. Whatever it does next is done by one timer, so nothing runs inside a handler.
 */
final class Engine {

    /** DMA_CTRL, and the control word of a ring entry: from video memory to the host. */
    static final int TO_HOST = 0x04;

    /** DMA_CTRL, and the control word of a ring entry: the host address is that of a table. */
    static final int SG = 0x08;

    /** DMA_CTRL: interrupts. The control word of a ring entry: one when it is over. */
    static final int IRQ_EN = 0x10;

    private static final int START = 0x01;
    private static final int ABORT = 0x02;
    private static final int ID = 0x4452_4551;
    private static final int CAP_SG = 0x100;
    private static final int CAP_RING = 0x200;
    private static final int CAP_ENTRIES = 16;

    /** What the timer does when it fires. */
    private enum Activity {
        /** Nothing. */
        IDLE,
        /** The next step of the packet command. */
        PACKET,
        /** Reads the next entry of the ring. */
        FETCH,
        /** The next step of a ring entry. */
        ENTRY
    }

    private final PciSlot slot;
    private final Clock clock;
    private final Timer timer;
    private final Pace pace;
    private final EngineStatus status;
    private final Transfer transfer;
    private final Ring ring;
    private final List<Register> registers;

    private final Register control =
            Register.named("DMA_CTRL", 0x80c, 4)
                    .field("START", 0, 1)
                    .field("ABORT", 1, 1)
                    .field("TO_HOST", 2, 1)
                    .field("SG", 3, 1)
                    .field("IRQ_EN", 4, 1)
                    .writable(TO_HOST | SG | IRQ_EN)
                    .onWrite(value -> writeControl((int) value));
    private final Register hostLow = Register.named("DMA_HOST_LO", 0x814, 4);
    private final Register hostHigh;
    private final Register count = Register.named("DMA_COUNT", 0x81c, 4);
    private final Register vram = Register.named("DMA_VRAM", 0x820, 4);
    private final Register pitch = Register.named("DMA_PITCH", 0x824, 4);
    private final Register line = Register.named("DMA_LINE", 0x828, 4);
    private final Register moved = Register.named("DMA_MOVED", 0x82c, 4).readOnly();

    private Activity activity = Activity.IDLE;
    private boolean aborting;
    private long begun;

    /** Makes an idle engine between the slot's bus and video memory. */
    Engine(EngineSettings settings, PciSlot slot, ByteBuffer videoMemory) {
        this.slot = slot;
        clock = slot.clock();
        timer = clock.timer("dma", this::step);
        pace = settings.pace();
        status = new EngineStatus(slot.interrupt());
        HostMemory memory = new HostMemory(slot.busMaster(), settings.dma64());
        transfer = new Transfer(videoMemory, memory, settings);
        ring = new Ring(memory, settings.dma64(), slot::guestError, this::doorbell);
        hostHigh = Register.named("DMA_HOST_HI", 0x818, 4).writable(settings.dma64() ? -1 : 0);
        registers =
                Stream.concat(
                                Stream.of(
                                        Register.named("DMA_ID", 0x800, 4).reset(ID).readOnly(),
                                        capabilities(settings),
                                        Register.named("DMA_MAXLEN", 0x808, 4)
                                                .reset(settings.maxTransfer())
                                                .readOnly(),
                                        control,
                                        statusRegister(),
                                        hostLow,
                                        hostHigh,
                                        count,
                                        vram,
                                        pitch,
                                        line,
                                        moved),
                                ring.registers().stream())
                        .toList();
    }

    private static Register capabilities(EngineSettings settings) {
        long width = settings.dma64() ? 64 : 32;
        long tables = CAP_SG | (long) settings.maxEntries() << CAP_ENTRIES;
        return Register.named("DMA_CAPS", 0x804, 4)
                .field("ADDRESS_WIDTH", 0, 8)
                .field("SG", 8, 1)
                .field("RING", 9, 1)
                .field("MAX_SG", CAP_ENTRIES, 16)
                .reset(width | CAP_RING | (settings.scatterGather() ? tables : 0))
                .readOnly();
    }

    private Register statusRegister() {
        return Register.named("DMA_STATUS", 0x810, 4)
                .field("BUSY", 0, 1)
                .field("DONE", 1, 1)
                .field("ERROR", 2, 1)
                .field("ABORTED", 3, 1)
                .field("RING", 4, 1)
                .field("CODE", EngineStatus.CODE, 8)
                .access(Register.Access.WRITE_ONE_TO_CLEAR)
                .onRead(this::readStatus)
                .onWrite(value -> status.clear((int) value));
    }

    List<Register> registers() {
        return registers;
    }

    private long readStatus() {
        return status.read() | (activity == Activity.IDLE ? 0 : EngineStatus.BUSY);
    }

    private void writeControl(int value) {
        status.enable((value & IRQ_EN) != 0);
        if ((value & ABORT) != 0) {
            aborting = activity != Activity.IDLE;
        } else if ((value & START) != 0) {
            start();
        }
    }

    private void start() {
        if (activity != Activity.IDLE) {
            slot.guestError("START was written while BUSY");
            return;
        }
        moved.set(0);
        EngineError error = transfer.begin(packet());
        if (error == null) {
            beginSteps(Activity.PACKET);
        } else {
            status.fail(error);
        }
    }

    private Packet packet() {
        long bits = control.get();
        return new Packet(
                hostHigh.get() << 32 | hostLow.get(),
                count.get(),
                (bits & TO_HOST) != 0,
                (bits & SG) != 0,
                new Rectangle(vram.get(), pitch.get(), line.get()));
    }

    private void doorbell() {
        if (activity == Activity.IDLE) {
            goOnWithRing();
        }
    }

    private void goOnWithRing() {
        if (ring.hasWork()) {
            activity = Activity.FETCH;
            timer.armIn(0);
        } else {
            activity = Activity.IDLE;
        }
    }

    private void beginSteps(Activity steps) {
        activity = steps;
        begun = clock.now();
        awaitStep();
    }

    private void awaitStep() {
        long bytes = transfer.afterStep(pace.burst());
        timer.armIn(pace.untilMoved(bytes, clock.now() - begun));
    }

    private void step() {
        if (aborting) {
            abort();
            return;
        }
        switch (activity) {
            case IDLE -> {}
            case PACKET -> stepPacket();
            case FETCH -> fetch();
            case ENTRY -> stepEntry();
        }
    }

    /** Stops everything. The ring goes on behind the entry that was stopped, at its doorbell. */
    private void abort() {
        EngineError error = activity == Activity.ENTRY ? ring.complete(EngineStatus.ABORTED) : null;
        boolean interrupts = activity == Activity.ENTRY && ring.interrupts();
        aborting = false;
        activity = Activity.IDLE;
        if (error != null) {
            stopRing(error);
        } else if (interrupts) {
            status.raise(EngineStatus.RING);
        }
        status.raise(EngineStatus.ABORTED);
    }

    private void stepPacket() {
        EngineError error = transfer.move(pace.burst());
        moved.set(transfer.moved());
        if (error == null && !transfer.done()) {
            awaitStep();
            return;
        }
        goOnWithRing();
        if (error == null) {
            status.raise(EngineStatus.DONE);
        } else {
            status.fail(error);
        }
    }

    private void fetch() {
        if (!ring.hasWork()) {
            activity = Activity.IDLE;
            return;
        }
        EngineError error = ring.fetch();
        if (error != null) {
            stopRing(error);
            return;
        }
        EngineError refused = transfer.begin(ring.packet());
        if (refused == null) {
            beginSteps(Activity.ENTRY);
        } else {
            complete(EngineStatus.failed(refused));
        }
    }

    private void stepEntry() {
        EngineError error = transfer.move(pace.burst());
        if (error != null) {
            complete(EngineStatus.failed(error));
        } else if (transfer.done()) {
            complete(EngineStatus.DONE);
        } else {
            awaitStep();
        }
    }

    private void complete(int entryStatus) {
        EngineError error = ring.complete(entryStatus);
        if (error != null) {
            stopRing(error);
            return;
        }
        goOnWithRing();
        if (ring.interrupts()) {
            status.raise(EngineStatus.RING);
        }
    }

    /** The ring itself cannot be reached; whatever the reason, it is the first or the second. */
    private void stopRing(EngineError error) {
        ring.stop();
        activity = Activity.IDLE;
        boolean disabled = error == EngineError.BUS_MASTER_DISABLED;
        status.fail(disabled ? error : EngineError.HOST_ADDRESS);
    }

    /** Stops; the registers are reset with all others. */
    void reset() {
        timer.cancel();
        activity = Activity.IDLE;
        aborting = false;
        ring.reset();
        status.reset();
    }

    void save(StateWriter out) {
        out.putConstant("activity", activity);
        out.putBoolean("aborting", aborting);
        out.putLong("begun", begun);
        status.save(out.section("status"));
        ring.save(out.section("ring"));
        if (isMoving()) {
            transfer.save(out.section("transfer"));
        }
    }

    /** Goes on where {@link #save} was; the registers have been restored. */
    void restore(StateReader in) {
        activity = in.getConstant("activity", Activity.class);
        aborting = in.getBoolean("aborting");
        begun = in.getLong("begun");
        status.restore(in.section("status"));
        ring.restore(in.section("ring"), activity == Activity.ENTRY);
        if (isMoving()) {
            transfer.restore(in.section("transfer"));
        }
    }

    private boolean isMoving() {
        return switch (activity) {
            case IDLE, FETCH -> false;
            case PACKET, ENTRY -> true;
        };
    }
}
