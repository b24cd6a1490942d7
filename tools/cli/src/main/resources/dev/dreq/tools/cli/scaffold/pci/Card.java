package {{package}};

import static dev.dreq.plugin.io.Register.Access.WRITE_ONE_TO_CLEAR;

import dev.dreq.plugin.Device;
import dev.dreq.plugin.dma.BusStatus;
import dev.dreq.plugin.io.*;
import dev.dreq.plugin.pci.PciSlot;
import dev.dreq.plugin.state.*;
import dev.dreq.plugin.time.Timer;
import java.nio.ByteBuffer;

/**
 * A PCI card that fills memory with bytes that count up, as a bus master.
 *
 * <pre>
 * 00  ADDRESS  where in physical memory, 64 bits
 * 08  LENGTH   how many bytes; the engine moves at most 10000h
 * 0c  FIRST    the first byte; the engine leaves here the one that comes next
 * 10  CONTROL  bit 0 START: reads zero; the engine is done after 10 ns a byte
 * 14  STATUS   bit 0 DONE, bit 1 ERROR: write ones to clear; INTA is up while one is set
 * </pre>
 */
final class {{Name}}Card implements Device {
    static final int WINDOW = 0x20;
    private static final int START = 1, DONE = 1, ERROR = 2, MOST = 0x10000, NANOS_PER_BYTE = 10;

    private final Register address = Register.named("ADDRESS", 0x00, 8);
    private final Register length = Register.named("LENGTH", 0x08, 4);
    private final Register first = Register.named("FIRST", 0x0c, 4).writable(0xff);
    private final Register control = Register.named("CONTROL", 0x10, 4).writable(0)
            .field("START", 0, 1).onWrite(this::control);
    private final Register status = Register.named("STATUS", 0x14, 4).access(WRITE_ONE_TO_CLEAR)
            .field("DONE", 0, 1).field("ERROR", 1, 1).onWrite(cleared -> interrupt());
    private final RegisterBlock registers =
            RegisterBlock.of(WINDOW, AccessSizes.ANY, address, length, first, control, status);

    private final ByteBuffer bytes = ByteBuffer.allocate(MOST);
    private final PciSlot slot;
    private final Timer engine;

    {{Name}}Card(PciSlot slot) {
        this.slot = slot;
        engine = slot.clock().timer("engine", this::fill);
        slot.map(0, registers);
    }

    {{Name}}Card(PciSlot slot, StateReader saved) {
        this(slot);
        saved.version(1);
        registers.restore(saved);
    }

    private void control(long written) {
        if ((written & START) != 0) engine.armIn(NANOS_PER_BYTE * Math.min(length.get(), MOST));
    }

    private void fill() {
        bytes.clear().limit((int) Math.min(length.get(), MOST));
        while (bytes.hasRemaining()) bytes.put((byte) (first.get() + bytes.position()));
        BusStatus end = slot.busMaster().write(address.get(), bytes.flip());
        first.set(first.get() + bytes.position() & 0xff);
        status.set(status.get() | (end == BusStatus.OK ? DONE : ERROR));
        interrupt();
    }

    private void interrupt() { slot.interrupt().set(status.get() != 0); }
    @Override public void reset() { registers.reset(); }
    @Override public void save(StateWriter out) { out.version(1); registers.save(out); }
}
