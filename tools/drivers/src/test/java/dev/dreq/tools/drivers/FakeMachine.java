package dev.dreq.tools.drivers;

import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.cpu.InterruptListener;
import dev.dreq.plugin.cpu.RamRange;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A machine with memory, one interrupt input in use, and time. Who extends it adds the devices. */
public abstract class FakeMachine implements CpuBus {
    private static final int INPUTS = 16;

    /** All of its memory, which begins at 0. */
    protected final byte[] memory;

    private final ByteBuffer cells;
    private final int irq;
    private final @Nullable InterruptListener[] listeners = new InterruptListener[INPUTS];
    private boolean called;
    private long now;

    /** A machine whose device has an interrupt input. */
    protected FakeMachine(int bytes, int irq) {
        memory = new byte[bytes];
        cells = ByteBuffer.wrap(memory).order(ByteOrder.LITTLE_ENDIAN);
        this.irq = irq;
    }

    /** The level of the device's interrupt. */
    protected abstract boolean interruptLevel();

    /** The device's interrupt rises. */
    protected final void raise() {
        InterruptListener listener = listeners[irq];
        if (listener != null) {
            called = true;
            listener.raised(irq);
        }
    }

    /** Lets time pass. */
    protected final void pass(long nanos) {
        now += nanos;
    }

    /** Memory at an address. */
    protected ByteBuffer cells(long address) {
        return cells;
    }

    /** Where in {@link #cells} an address is. */
    protected int at(long address) {
        return (int) address;
    }

    @Override
    public int in8(int port) {
        return 0xff;
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
    public void out8(int port, int value) {}

    @Override
    public void out16(int port, int value) {}

    @Override
    public void out32(int port, int value) {}

    @Override
    public int load8(long address) {
        return cells(address).get(at(address)) & 0xff;
    }

    @Override
    public int load16(long address) {
        return cells(address).getShort(at(address)) & 0xffff;
    }

    @Override
    public int load32(long address) {
        return cells(address).getInt(at(address));
    }

    @Override
    public long load64(long address) {
        return cells(address).getLong(at(address));
    }

    @Override
    public void store8(long address, int value) {
        cells(address).put(at(address), (byte) value);
    }

    @Override
    public void store16(long address, int value) {
        cells(address).putShort(at(address), (short) value);
    }

    @Override
    public void store32(long address, int value) {
        cells(address).putInt(at(address), value);
    }

    @Override
    public void store64(long address, long value) {
        cells(address).putLong(at(address), value);
    }

    @Override
    public void read(long address, byte[] target, int offset, int length) {
        cells(address).get(at(address), target, offset, length);
    }

    @Override
    public void write(long address, byte[] source, int offset, int length) {
        cells(address).put(at(address), source, offset, length);
    }

    @Override
    public void fill(long address, long length, int value) {
        byte[] all = cells(address).array();
        Arrays.fill(all, at(address), (int) (at(address) + length), (byte) value);
    }

    @Override
    public void copy(long target, long source, long length) {
        System.arraycopy(
                cells(source).array(), at(source), cells(target).array(), at(target), (int) length);
    }

    @Override
    public List<RamRange> ramRanges() {
        return List.of(new RamRange(0, memory.length));
    }

    @Override
    public int interruptInputs() {
        return INPUTS;
    }

    @Override
    public boolean interruptLevel(int input) {
        return input == irq && interruptLevel();
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
