package dev.dreq.tools.testkit;

import dev.dreq.plugin.Device;
import dev.dreq.plugin.dma.DmaBurst;
import dev.dreq.plugin.dma.DmaChannel;
import dev.dreq.plugin.dma.DmaDirection;
import dev.dreq.plugin.dma.DmaSlave;
import dev.dreq.plugin.io.AccessSizes;
import dev.dreq.plugin.io.InterruptLine;
import dev.dreq.plugin.io.Register;
import dev.dreq.plugin.io.RegisterBlock;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.state.StateException;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import dev.dreq.plugin.time.Timer;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The loop-back slave: a buffer on a card, filled from memory by DMA and emptied into memory by
 * DMA. Its registers are specified in the module's README.
 */
final class LoopbackSlave implements Device, DmaSlave {

    static final String PORTS = "ports";
    static final String IRQ = "irq";
    static final String DMA = "dma";

    /** Ports of the window. */
    static final int SIZE = 0x20;

    private static final int START = 0x01;
    private static final int TO_MEMORY = 0x02;
    private static final int INTERRUPT_ENABLE = 0x04;
    private static final int THROUGH_TC = 0x08;

    private static final int BUSY = 0x01;
    private static final int DONE = 0x02;
    private static final int TC = 0x04;
    private static final int INTERRUPT = 0x08;
    private static final int WRONG_WAY = 0x10;
    private static final int ACKNOWLEDGED = DONE | TC | INTERRUPT | WRONG_WAY;

    /**
     * A request that outlives TC stays down for at least this long, so that rounds without end take
     * time without end.
     */
    private static final long ROUND_GAP_NANOS = 1_000;

    private static final long NO_LIMIT = Long.MAX_VALUE;

    private final IsaSlot slot;
    private final int unit;
    private final byte[] buffer;
    private final int burst;
    private final long gap;
    private final DmaChannel channel;
    private final InterruptLine irq;
    private final Timer request;
    private final ByteBuffer view;
    private final RegisterBlock registers;
    private final Register control = Register.named("CONTROL", 0x00, 1);
    private final Register limit = Register.named("LIMIT", 0x04, 4);
    private final Register start = Register.named("START_OFFSET", 0x0c, 4);
    private final Register pointer = Register.named("DATA_OFFSET", 0x10, 4);
    private int status;
    private long moved;
    private int leftOfBurst;

    /**
     * @param unit bytes a transfer: 1, or 2 on channels 5-7
     * @param bufferSize in bytes, even
     * @param burst bytes to move each time DREQ rises, 0 for all
     * @param gap nanoseconds for which DREQ falls between bursts
     */
    LoopbackSlave(IsaSlot slot, int unit, int bufferSize, int burst, long gap) {
        this.slot = slot;
        this.unit = unit;
        this.buffer = new byte[bufferSize];
        this.burst = wholeTransfers(burst);
        this.gap = gap;
        channel = slot.dma(DMA, this);
        irq = slot.irq(IRQ);
        request = slot.clock().timer("request", this::raiseRequest);
        view = ByteBuffer.wrap(buffer);
        registers = declare();
        slot.map(PORTS, registers);
    }

    private RegisterBlock declare() {
        control.field("START", 0, 1)
                .field("TO_MEMORY", 1, 1)
                .field("INTERRUPT_ENABLE", 2, 1)
                .field("THROUGH_TC", 3, 1)
                .writable(START | TO_MEMORY | INTERRUPT_ENABLE | THROUGH_TC)
                .onWrite(this::writeControl);
        return RegisterBlock.of(
                SIZE,
                new AccessSizes(1, 4, 4),
                control,
                Register.named("STATUS", 0x01, 1)
                        .field("BUSY", 0, 1)
                        .field("DONE", 1, 1)
                        .field("TC", 2, 1)
                        .field("INTERRUPT", 3, 1)
                        .field("WRONG_WAY", 4, 1)
                        .onRead(() -> status)
                        .onWrite(this::acknowledge),
                Register.named("PATTERN", 0x02, 1).onWrite(seed -> fill((int) seed)),
                limit,
                Register.named("MOVED", 0x08, 4).readOnly().onRead(() -> moved),
                start,
                pointer,
                Register.named("DATA", 0x14, 1).onRead(this::readData).onWrite(this::writeData),
                Register.named("BUFFER_SIZE", 0x18, 4).readOnly().reset(buffer.length));
    }

    private int wholeTransfers(int bytes) {
        return (bytes + unit - 1) / unit * unit;
    }

    private void writeControl(long value) {
        boolean starts = (value & START) != 0;
        if (starts && busy()) {
            slot.guestError("CONTROL %02x: started while a transfer runs".formatted(value));
        } else if (starts) {
            begin();
        } else if (busy()) {
            stop();
        }
    }

    private boolean busy() {
        return (status & BUSY) != 0;
    }

    private void begin() {
        acknowledge(ACKNOWLEDGED);
        status |= BUSY;
        moved = 0;
        raiseRequest();
    }

    private void raiseRequest() {
        leftOfBurst = burst;
        channel.request(true);
    }

    private void stop() {
        status &= ~BUSY;
        control.set(control.get() & ~START);
        request.cancel();
        channel.request(false);
    }

    private void acknowledge(long bits) {
        status &= ~((int) bits & ACKNOWLEDGED);
        if ((status & INTERRUPT) == 0) {
            irq.set(false);
        }
    }

    private void fill(int seed) {
        for (int i = 0; i < buffer.length; i++) {
            buffer[i] = (byte) (seed + i + (i >> 8));
        }
    }

    private long readData() {
        return buffer[advancePointer()] & 0xff;
    }

    private void writeData(long value) {
        buffer[advancePointer()] = (byte) value;
    }

    private int advancePointer() {
        int at = (int) (pointer.get() % buffer.length);
        pointer.set((at + 1) % buffer.length);
        return at;
    }

    @Override
    public int transfer(DmaBurst offer) {
        if (!busy()) {
            return 0;
        }
        int offered = offer.length();
        int length = wantedOf(offered);
        move(offer, length);
        moved += length;
        leftOfBurst -= burst == 0 ? 0 : length;
        boolean terminalCount = length == offered && offer.terminalCount();
        if (terminalCount) {
            status |= TC;
        }
        boolean stops = terminalCount && (control.get() & THROUGH_TC) == 0;
        if (stops || moved >= lengthLimit()) {
            finish();
        } else if (terminalCount) {
            requestAgain(Math.max(gap, ROUND_GAP_NANOS));
        } else if (burst != 0 && leftOfBurst == 0) {
            requestAgain(gap);
        }
        return length;
    }

    private int wantedOf(int offered) {
        long wanted = Math.min(offered, Math.max(0, lengthLimit() - moved));
        return (int) (burst == 0 ? wanted : Math.min(wanted, leftOfBurst));
    }

    /** What LIMIT asks for in whole transfers. */
    private long lengthLimit() {
        long bytes = limit.get();
        return bytes == 0 ? NO_LIMIT : (bytes + unit - 1) / unit * unit;
    }

    private void move(DmaBurst offer, int length) {
        boolean toMemory = (control.get() & TO_MEMORY) != 0;
        DmaDirection expected = toMemory ? DmaDirection.TO_MEMORY : DmaDirection.FROM_MEMORY;
        if (offer.direction() != expected) {
            status |= WRONG_WAY;
        }
        int done = 0;
        while (done < length) {
            int at = (int) ((start.get() + moved + done) % buffer.length);
            int piece = Math.min(length - done, buffer.length - at);
            view.limit(at + piece).position(at);
            if (toMemory) {
                offer.give(view);
            } else {
                offer.take(view);
            }
            done += piece;
        }
    }

    private void requestAgain(long delay) {
        channel.request(false);
        request.armIn(delay);
    }

    private void finish() {
        stop();
        status |= DONE;
        if ((control.get() & INTERRUPT_ENABLE) != 0) {
            status |= INTERRUPT;
            irq.set(true);
        }
    }

    @Override
    public void reset() {
        registers.reset();
        Arrays.fill(buffer, (byte) 0);
        status = 0;
        moved = 0;
        leftOfBurst = 0;
    }

    @Override
    public void save(StateWriter out) {
        registers.save(out.section("registers"));
        out.putBytes("buffer", buffer);
        out.putLong("status", status);
        out.putLong("moved", moved);
        out.putLong("leftOfBurst", leftOfBurst);
    }

    /** Takes over what {@link #save} wrote. */
    void load(StateReader in) {
        in.version(1);
        registers.restore(in.section("registers"));
        System.arraycopy(in.getBytes("buffer", buffer.length), 0, buffer, 0, buffer.length);
        status = in.getInt("status", 0, 0x1f);
        moved = in.getLong("moved");
        if (moved < 0) {
            throw new StateException("%s: moved is %d".formatted(slot.name(), moved));
        }
        leftOfBurst = in.getInt("leftOfBurst", 0, burst);
        if (moved % unit != 0 || leftOfBurst % unit != 0) {
            throw new StateException(
                    "%s: moved is %d and leftOfBurst %d; a transfer is %d bytes"
                            .formatted(slot.name(), moved, leftOfBurst, unit));
        }
    }
}
