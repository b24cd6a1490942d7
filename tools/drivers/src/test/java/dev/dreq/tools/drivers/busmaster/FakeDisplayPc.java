package dev.dreq.tools.drivers.busmaster;

import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.cpu.InterruptListener;
import dev.dreq.plugin.cpu.RamRange;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A machine with 8 MiB and a display adapter. A register access takes 100 ns. */
final class FakeDisplayPc implements CpuBus {
    static final int IRQ = 11;
    static final long FRAME_BUFFER = 0xe000_0000L;
    static final long REGISTERS = 0xe100_0000L;

    private static final int MEMORY = 8 << 20;

    private final byte[] memory = new byte[MEMORY];
    private final ByteBuffer cells = ByteBuffer.wrap(memory).order(ByteOrder.LITTLE_ENDIAN);
    private final @Nullable InterruptListener[] listeners = new InterruptListener[16];
    final FakeEngine engine = new FakeEngine(memory);
    private boolean called;
    private long now;

    private static boolean isRegister(long address) {
        return address >= REGISTERS && address < REGISTERS + 0x1000;
    }

    private static int offset(long address) {
        return (int) (address - REGISTERS);
    }

    @Override
    public int load16(long address) {
        now += 100;
        return isRegister(address)
                ? engine.read16(offset(address))
                : cells.getShort((int) address) & 0xffff;
    }

    @Override
    public int load32(long address) {
        now += 100;
        return isRegister(address) ? engine.read(offset(address)) : cells.getInt((int) address);
    }

    @Override
    public void store16(long address, int value) {
        now += 100;
        if (isRegister(address)) {
            engine.write16(offset(address), value);
        } else {
            cells.putShort((int) address, (short) value);
        }
    }

    @Override
    public void store32(long address, int value) {
        now += 100;
        if (!isRegister(address)) {
            cells.putInt((int) address, value);
            return;
        }
        boolean before = engine.interruptLevel();
        engine.write(offset(address), value);
        InterruptListener listener = listeners[IRQ];
        if (!before && engine.interruptLevel() && listener != null) {
            called = true;
            listener.raised(IRQ);
        }
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
        return cells.get((int) address) & 0xff;
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
        return input == IRQ && engine.interruptLevel();
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
