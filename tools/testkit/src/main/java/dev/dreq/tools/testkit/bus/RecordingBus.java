package dev.dreq.tools.testkit.bus;

import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.tools.testkit.bus.BusAccess.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Records what software does on a bus. Say what you expect with {@link TrafficAssert#assertThat}.
 */
public final class RecordingBus extends ForwardingCpuBus {

    private final List<BusAccess> traffic = new ArrayList<>();

    /** Records what passes to {@code bus}. */
    public RecordingBus(CpuBus bus) {
        super(bus);
    }

    /** What has passed, in order. */
    public List<BusAccess> traffic() {
        return List.copyOf(traffic);
    }

    /** Forgets what has passed. */
    public void forget() {
        traffic.clear();
    }

    private int note(Kind kind, long address, int size, int value) {
        noteLong(kind, address, size, value & FakeWindow.ones(size));
        return value;
    }

    private long noteLong(Kind kind, long address, long size, long value) {
        traffic.add(new BusAccess(kind, address, size, value));
        return value;
    }

    @Override
    public int in8(int port) {
        return note(Kind.IN, port, 1, super.in8(port));
    }

    @Override
    public int in16(int port) {
        return note(Kind.IN, port, 2, super.in16(port));
    }

    @Override
    public int in32(int port) {
        return note(Kind.IN, port, 4, super.in32(port));
    }

    @Override
    public void out8(int port, int value) {
        note(Kind.OUT, port, 1, value);
        super.out8(port, value);
    }

    @Override
    public void out16(int port, int value) {
        note(Kind.OUT, port, 2, value);
        super.out16(port, value);
    }

    @Override
    public void out32(int port, int value) {
        note(Kind.OUT, port, 4, value);
        super.out32(port, value);
    }

    @Override
    public int load8(long address) {
        return note(Kind.LOAD, address, 1, super.load8(address));
    }

    @Override
    public int load16(long address) {
        return note(Kind.LOAD, address, 2, super.load16(address));
    }

    @Override
    public int load32(long address) {
        return note(Kind.LOAD, address, 4, super.load32(address));
    }

    @Override
    public long load64(long address) {
        return noteLong(Kind.LOAD, address, 8, super.load64(address));
    }

    @Override
    public void store8(long address, int value) {
        note(Kind.STORE, address, 1, value);
        super.store8(address, value);
    }

    @Override
    public void store16(long address, int value) {
        note(Kind.STORE, address, 2, value);
        super.store16(address, value);
    }

    @Override
    public void store32(long address, int value) {
        note(Kind.STORE, address, 4, value);
        super.store32(address, value);
    }

    @Override
    public void store64(long address, long value) {
        noteLong(Kind.STORE, address, 8, value);
        super.store64(address, value);
    }

    @Override
    public void read(long address, byte[] target, int offset, int length) {
        noteLong(Kind.READ_BLOCK, address, length, 0);
        super.read(address, target, offset, length);
    }

    @Override
    public void write(long address, byte[] source, int offset, int length) {
        noteLong(Kind.WRITE_BLOCK, address, length, 0);
        super.write(address, source, offset, length);
    }

    @Override
    public void fill(long address, long length, int value) {
        noteLong(Kind.WRITE_BLOCK, address, length, 0);
        super.fill(address, length, value);
    }

    @Override
    public void copy(long target, long source, long length) {
        noteLong(Kind.READ_BLOCK, source, length, 0);
        noteLong(Kind.WRITE_BLOCK, target, length, 0);
        super.copy(target, source, length);
    }
}
