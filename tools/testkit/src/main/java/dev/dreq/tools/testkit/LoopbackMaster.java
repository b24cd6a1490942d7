package dev.dreq.tools.testkit;

import dev.dreq.plugin.Device;
import dev.dreq.plugin.io.AccessSizes;
import dev.dreq.plugin.io.InterruptLine;
import dev.dreq.plugin.io.Register;
import dev.dreq.plugin.io.RegisterBlock;
import dev.dreq.plugin.pci.PciSlot;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import dev.dreq.plugin.time.Clock;
import dev.dreq.plugin.time.Timer;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The loop-back bus master: memory on a PCI function, filled from memory by DMA and emptied into
 * memory by DMA. Its registers are specified in the module's README.
 */
final class LoopbackMaster implements Device {

    static final int REGISTER_BAR = 0;
    static final int BUFFER_BAR = 1;

    /** Bytes of the register window. */
    static final int SIZE = 0x40;

    private static final long ID = 0x4c4f_4f50;

    private static final int START = 0x01;
    private static final int ABORT = 0x02;
    private static final int TO_MEMORY = 0x04;
    private static final int SG = 0x08;
    private static final int INTERRUPT_ENABLE = 0x10;

    private static final int BUSY = 0x01;
    private static final int DONE = 0x02;
    private static final int ERROR = 0x04;
    private static final int ABORTED = 0x08;
    private static final int CAUSES = DONE | ERROR | ABORTED;
    private static final int CODE = 8;

    private static final long SECOND = 1_000_000_000;

    /**
     * What it can do.
     *
     * @param maxSg most entries of a table
     * @param maxTransfer most bytes of one transfer
     * @param dma64 64 address lines, else 32
     * @param bandwidth bytes a second, 0 for no limit
     * @param burst bytes that move at one point of time
     */
    record Limits(int maxSg, long maxTransfer, boolean dma64, long bandwidth, long burst) {}

    private final PciSlot slot;
    private final Limits limits;
    private final ByteBuffer buffer;
    private final Clock clock;
    private final Timer timer;
    private final InterruptLine interrupt;
    private final LoopbackRun run;
    private final RegisterBlock registers;
    private final Register control = Register.named("CONTROL", 0x08, 4);
    private final Register address = Register.named("ADDRESS", 0x10, 8);
    private final Register count = Register.named("COUNT", 0x18, 4);
    private final Register offset = Register.named("OFFSET", 0x1c, 4);
    private final Register moved = Register.named("MOVED", 0x20, 4).readOnly();
    private int status;
    private long begun;

    LoopbackMaster(PciSlot slot, Limits limits) {
        this.slot = slot;
        this.limits = limits;
        buffer = slot.mapMemory(BUFFER_BAR);
        clock = slot.clock();
        timer = clock.timer("step", this::step);
        interrupt = slot.interrupt();
        run = new LoopbackRun(slot.busMaster(), buffer, limits);
        registers = declare();
        slot.map(REGISTER_BAR, registers);
    }

    private RegisterBlock declare() {
        control.field("START", 0, 1)
                .field("ABORT", 1, 1)
                .field("TO_MEMORY", 2, 1)
                .field("SG", 3, 1)
                .field("INTERRUPT_ENABLE", 4, 1)
                .writable(TO_MEMORY | SG | INTERRUPT_ENABLE)
                .onWrite(value -> command((int) value));
        return RegisterBlock.of(
                SIZE,
                AccessSizes.ANY,
                Register.named("ID", 0x00, 4).reset(ID).readOnly(),
                Register.named("CAPS", 0x04, 4)
                        .field("ADDRESS_WIDTH", 0, 8)
                        .field("MAX_SG", 16, 16)
                        .reset((limits.dma64() ? 64 : 32) | (long) limits.maxSg() << 16)
                        .readOnly(),
                control,
                Register.named("STATUS", 0x0c, 4)
                        .field("BUSY", 0, 1)
                        .field("DONE", 1, 1)
                        .field("ERROR", 2, 1)
                        .field("ABORTED", 3, 1)
                        .field("CODE", CODE, 8)
                        .access(Register.Access.WRITE_ONE_TO_CLEAR)
                        .onRead(() -> status)
                        .onWrite(bits -> acknowledge((int) bits)),
                address,
                count,
                offset,
                moved,
                Register.named("MAX_TRANSFER", 0x24, 4).reset(limits.maxTransfer()).readOnly(),
                Register.named("BUFFER_SIZE", 0x28, 4).reset(buffer.capacity()).readOnly(),
                Register.named("PATTERN", 0x2c, 4).onWrite(seed -> fill((int) seed)));
    }

    private void command(int bits) {
        if ((bits & ABORT) != 0) {
            abort();
        } else if ((bits & START) != 0 && busy()) {
            slot.guestError("CONTROL %02x: started while a transfer runs".formatted(bits));
        } else if ((bits & START) != 0) {
            start();
        }
        driveInterrupt();
    }

    private boolean busy() {
        return (status & BUSY) != 0;
    }

    private void abort() {
        if (busy()) {
            timer.cancel();
            status = ABORTED;
        }
    }

    private void start() {
        boolean out = (control.get() & TO_MEMORY) != 0;
        boolean table = (control.get() & SG) != 0;
        status = BUSY;
        LoopbackError error =
                table
                        ? run.table(out, offset.get(), address.get(), count.get())
                        : run.range(out, offset.get(), address.get(), count.get());
        moved.set(0);
        begun = clock.now();
        if (error == null) {
            timer.armIn(untilNextStep());
        } else {
            end(error);
        }
    }

    private void step() {
        LoopbackError error = run.step(limits.burst());
        moved.set(run.moved());
        if (error == null && !run.done()) {
            timer.armIn(untilNextStep());
        } else {
            end(error);
        }
    }

    /** Until the next burst would have moved at the bandwidth. */
    private long untilNextStep() {
        if (limits.bandwidth() == 0) {
            return 0;
        }
        long bytes = run.moved() + limits.burst();
        return bytes * SECOND / limits.bandwidth() - (clock.now() - begun);
    }

    private void end(@Nullable LoopbackError error) {
        status = error == null ? DONE : ERROR | error.code() << CODE;
        driveInterrupt();
    }

    private void acknowledge(int bits) {
        status &= ~(bits & CAUSES);
        if ((status & ERROR) == 0) {
            status &= BUSY | CAUSES;
        }
        driveInterrupt();
    }

    private void driveInterrupt() {
        interrupt.set((status & CAUSES) != 0 && (control.get() & INTERRUPT_ENABLE) != 0);
    }

    private void fill(int seed) {
        for (int i = 0; i < buffer.capacity(); i++) {
            buffer.put(i, (byte) (seed + i + (i >> 8)));
        }
    }

    @Override
    public void reset() {
        registers.reset();
        status = 0;
    }

    @Override
    public void save(StateWriter out) {
        registers.save(out.section("registers"));
        out.putLong("status", status);
        out.putLong("begun", begun);
        run.save(out.section("run"));
    }

    /** Takes over what {@link #save} wrote. */
    void load(StateReader in) {
        in.version(1);
        registers.restore(in.section("registers"));
        status = in.getInt("status", 0, 0xfff);
        begun = in.getLong("begun");
        run.load(in.section("run"));
    }
}
