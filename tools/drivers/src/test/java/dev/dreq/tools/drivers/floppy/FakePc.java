package dev.dreq.tools.drivers.floppy;

import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.cpu.InterruptListener;
import dev.dreq.plugin.cpu.RamRange;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A machine with 4 MiB, a DMA channel and a floppy controller. A port access takes a microsecond.
 */
final class FakePc implements CpuBus {
    static final int IRQ = 6;
    static final int CHANNEL = 2;
    static final int BASE = 0x3f0;

    private static final int MEMORY = 4 << 20;

    final byte[] memory = new byte[MEMORY];
    private final ByteBuffer cells = ByteBuffer.wrap(memory).order(ByteOrder.LITTLE_ENDIAN);
    private final FakeDmaChannel dma = new FakeDmaChannel(memory);
    final FakeFdc fdc = new FakeFdc(dma, this::raise);
    private final @Nullable InterruptListener[] listeners = new InterruptListener[16];
    private boolean called;
    private long now;

    /** Whether the machine has a DMA controller, and a floppy controller. */
    boolean hasDma = true;

    boolean hasFdc = true;

    private void raise() {
        InterruptListener listener = listeners[IRQ];
        if (listener != null) {
            called = true;
            listener.raised(IRQ);
        }
    }

    @Override
    public int in8(int port) {
        now += 1_000;
        if (hasFdc && port >= BASE && port < BASE + 8) {
            return fdc.read(port - BASE);
        }
        return hasDma && FakeDmaChannel.decodes(port) ? dma.read(port) : 0xff;
    }

    @Override
    public void out8(int port, int value) {
        now += 1_000;
        if (hasFdc && port >= BASE && port < BASE + 8) {
            fdc.write(port - BASE, value & 0xff);
        } else if (hasDma) {
            dma.write(port, value & 0xff);
        }
    }

    @Override
    public int in16(int port) {
        return 0xffff;
    }

    @Override
    public int in32(int port) {
        return -1;
    }

    @Override
    public void out16(int port, int value) {}

    @Override
    public void out32(int port, int value) {}

    @Override
    public int load8(long address) {
        return cells.get((int) address) & 0xff;
    }

    @Override
    public int load16(long address) {
        return cells.getShort((int) address) & 0xffff;
    }

    @Override
    public int load32(long address) {
        return cells.getInt((int) address);
    }

    @Override
    public long load64(long address) {
        return cells.getLong((int) address);
    }

    @Override
    public void store8(long address, int value) {
        cells.put((int) address, (byte) value);
    }

    @Override
    public void store16(long address, int value) {
        cells.putShort((int) address, (short) value);
    }

    @Override
    public void store32(long address, int value) {
        cells.putInt((int) address, value);
    }

    @Override
    public void store64(long address, long value) {
        cells.putLong((int) address, value);
    }

    @Override
    public void read(long address, byte[] target, int offset, int length) {
        System.arraycopy(memory, (int) address, target, offset, length);
    }

    @Override
    public void write(long address, byte[] source, int offset, int length) {
        System.arraycopy(source, offset, memory, (int) address, length);
    }

    @Override
    public void fill(long address, long length, int value) {
        Arrays.fill(memory, (int) address, (int) (address + length), (byte) value);
    }

    @Override
    public void copy(long target, long source, long length) {
        System.arraycopy(memory, (int) source, memory, (int) target, (int) length);
    }

    @Override
    public List<RamRange> ramRanges() {
        return List.of(new RamRange(0, MEMORY));
    }

    @Override
    public int interruptInputs() {
        return listeners.length;
    }

    @Override
    public boolean interruptLevel(int input) {
        return input == IRQ && fdc.interruptLevel();
    }

    @Override
    public void listen(int input, @Nullable InterruptListener listener) {
        listeners[input] = listener;
    }

    @Override
    public void listenMessages(@Nullable InterruptListener listener) {}

    @Override
    public long now() {
        return now;
    }

    @Override
    public Idle idle(long deadline) {
        if (called) {
            called = false;
            return Idle.INTERRUPT;
        }
        if (deadline == Long.MAX_VALUE) {
            return Idle.NEVER;
        }
        now = Math.max(now, deadline);
        return Idle.DEADLINE;
    }
}
