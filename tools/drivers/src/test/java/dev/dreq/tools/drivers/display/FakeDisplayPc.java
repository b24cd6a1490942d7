package dev.dreq.tools.drivers.display;

import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.cpu.InterruptListener;
import dev.dreq.plugin.cpu.RamRange;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** A machine with 8 MiB and a display adapter, each of whose commands takes ten microseconds. */
final class FakeDisplayPc implements CpuBus {
    static final int IRQ = 11;
    static final long VIDEO_MEMORY = 0xe000_0000L;
    static final long REGISTERS = 0xfebf_0000L;
    static final int REGISTER_BYTES = 0x1000;

    private static final int MEMORY = 8 << 20;
    private static final long COMMAND_NANOS = 10_000;

    private final byte[] memory = new byte[MEMORY];
    private final ByteBuffer cells = ByteBuffer.wrap(memory).order(ByteOrder.LITTLE_ENDIAN);
    final FakeAdapter adapter = new FakeAdapter(memory);
    private final ByteBuffer video =
            ByteBuffer.wrap(adapter.videoMemory).order(ByteOrder.LITTLE_ENDIAN);
    private final @Nullable InterruptListener[] listeners = new InterruptListener[16];
    private long now;

    /** Is told of each write to DMA_CTRL. */
    IntConsumer onControl = value -> {};

    private static boolean isRegister(long address) {
        return address >= REGISTERS && address < REGISTERS + REGISTER_BYTES;
    }

    private static boolean isVideo(long address) {
        return address >= VIDEO_MEMORY && address < VIDEO_MEMORY + (1 << 20);
    }

    private ByteBuffer cells(long address) {
        return isVideo(address) ? video : cells;
    }

    private static int at(long address) {
        return (int) (isVideo(address) ? address - VIDEO_MEMORY : address);
    }

    @Override
    public int load16(long address) {
        return isRegister(address)
                ? adapter.read16((int) (address - REGISTERS))
                : cells(address).getShort(at(address)) & 0xffff;
    }

    @Override
    public int load32(long address) {
        return isRegister(address)
                ? adapter.read32((int) (address - REGISTERS))
                : cells(address).getInt(at(address));
    }

    @Override
    public void store16(long address, int value) {
        if (isRegister(address)) {
            adapter.write16((int) (address - REGISTERS), value);
        } else {
            cells(address).putShort(at(address), (short) value);
        }
    }

    @Override
    public void store32(long address, int value) {
        if (isRegister(address)) {
            if (address == REGISTERS + 0x80c) {
                onControl.accept(value);
            }
            adapter.write32((int) (address - REGISTERS), value);
        } else {
            cells(address).putInt(at(address), value);
        }
    }

    @Override
    public int load8(long address) {
        return cells(address).get(at(address)) & 0xff;
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
        cells(target).put(at(target), cells(source).array(), at(source), (int) length);
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
    public List<RamRange> ramRanges() {
        return List.of(new RamRange(0, MEMORY));
    }

    @Override
    public int interruptInputs() {
        return listeners.length;
    }

    @Override
    public boolean interruptLevel(int input) {
        return input == IRQ && adapter.interruptLevel();
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
        if (adapter.canEnd() && now + COMMAND_NANOS <= deadline) {
            now += COMMAND_NANOS;
            adapter.end();
            InterruptListener listener = listeners[IRQ];
            if (adapter.interruptLevel() && listener != null) {
                listener.raised(IRQ);
                return Idle.INTERRUPT;
            }
        }
        if (deadline == Long.MAX_VALUE) {
            return Idle.NEVER;
        }
        now = Math.max(now, deadline);
        return Idle.DEADLINE;
    }
}
