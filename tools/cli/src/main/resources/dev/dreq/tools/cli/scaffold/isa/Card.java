package {{package}};

import static dev.dreq.plugin.io.Register.Access.WRITE_ONE_TO_CLEAR;

import dev.dreq.plugin.Device;
import dev.dreq.plugin.dma.*;
import dev.dreq.plugin.io.*;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.state.*;
import java.nio.ByteBuffer;

/**
 * An ISA card that fills memory with bytes that count up, through a channel of the 8237.
 *
 * <pre>
 * 0  FIRST    the first byte; a transfer leaves here the one that comes next
 * 1  CONTROL  bit 0 DREQ: asks for the channel, until terminal count
 * 2  STATUS   bit 0 DONE, at terminal count: write 1 to clear; the IRQ line is up while it is set
 * </pre>
 */
final class {{Name}}Card implements Device {
    static final int PORTS = 4;
    private static final int DREQ = 1, DONE = 1, MOST = 0x10000;

    private final Register first = Register.named("FIRST", 0, 1);
    private final Register control = Register.named("CONTROL", 1, 1)
            .writable(DREQ).field("DREQ", 0, 1).onWrite(written -> drive());
    private final Register status = Register.named("STATUS", 2, 1)
            .access(WRITE_ONE_TO_CLEAR).field("DONE", 0, 1).onWrite(cleared -> drive());
    private final RegisterBlock registers =
            RegisterBlock.of(PORTS, AccessSizes.BYTES, first, control, status);

    private final ByteBuffer bytes = ByteBuffer.allocate(MOST);
    private final InterruptLine irq;
    private final DmaChannel channel;

    {{Name}}Card(IsaSlot slot) {
        irq = slot.irq("irq");
        channel = slot.dma("dma", this::transfer);
        slot.map("registers", registers);
    }

    {{Name}}Card(IsaSlot slot, StateReader saved) {
        this(slot);
        saved.version(1);
        registers.restore(saved);
    }

    /** DACK: the controller takes some bytes, the last of them with TC. */
    private int transfer(DmaBurst burst) {
        bytes.clear().limit(Math.min(burst.length(), MOST));
        while (bytes.hasRemaining()) bytes.put((byte) (first.get() + bytes.position()));
        burst.give(bytes.flip());
        first.set(first.get() + bytes.limit());
        if (burst.terminalCount() && bytes.limit() == burst.length()) {
            control.set(0);
            status.set(DONE);
        }
        drive();
        return bytes.limit();
    }

    private void drive() {
        channel.request(control.get() == DREQ);
        irq.set(status.get() == DONE);
    }

    @Override public void reset() { registers.reset(); }
    @Override public void save(StateWriter out) { out.version(1); registers.save(out); }
}
