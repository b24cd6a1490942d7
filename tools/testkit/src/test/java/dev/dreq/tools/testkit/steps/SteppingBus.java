package dev.dreq.tools.testkit.steps;

import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.cpu.CpuBusCapability;
import dev.dreq.plugin.cpu.InterruptListener;
import dev.dreq.plugin.cpu.RamRange;
import java.util.List;
import java.util.Optional;

/** A machine's bus on which something happens before the n-th access. */
final class SteppingBus implements CpuBus {
    private static final long NEVER = Long.MAX_VALUE;

    private final CpuBus bus;
    private long steps;
    private long at = NEVER;
    private Runnable action = () -> {};

    SteppingBus(CpuBus bus) {
        this.bus = bus;
    }

    /** Before the {@code step}-th access from now on, counted from 1. */
    void arm(long step, Runnable happening) {
        steps = 0;
        at = step;
        action = happening;
    }

    void disarm() {
        at = NEVER;
    }

    private void step() {
        if (++steps == at) {
            at = NEVER;
            action.run();
        }
    }

    @Override
    public int in8(int port) {
        step();
        return bus.in8(port);
    }

    @Override
    public int in16(int port) {
        step();
        return bus.in16(port);
    }

    @Override
    public int in32(int port) {
        step();
        return bus.in32(port);
    }

    @Override
    public void out8(int port, int value) {
        step();
        bus.out8(port, value);
    }

    @Override
    public void out16(int port, int value) {
        step();
        bus.out16(port, value);
    }

    @Override
    public void out32(int port, int value) {
        step();
        bus.out32(port, value);
    }

    @Override
    public int load8(long address) {
        step();
        return bus.load8(address);
    }

    @Override
    public int load16(long address) {
        step();
        return bus.load16(address);
    }

    @Override
    public int load32(long address) {
        step();
        return bus.load32(address);
    }

    @Override
    public long load64(long address) {
        step();
        return bus.load64(address);
    }

    @Override
    public void store8(long address, int value) {
        step();
        bus.store8(address, value);
    }

    @Override
    public void store16(long address, int value) {
        step();
        bus.store16(address, value);
    }

    @Override
    public void store32(long address, int value) {
        step();
        bus.store32(address, value);
    }

    @Override
    public void store64(long address, long value) {
        step();
        bus.store64(address, value);
    }

    @Override
    public void read(long address, byte[] target, int offset, int length) {
        step();
        bus.read(address, target, offset, length);
    }

    @Override
    public void write(long address, byte[] source, int offset, int length) {
        step();
        bus.write(address, source, offset, length);
    }

    @Override
    public void fill(long address, long length, int value) {
        step();
        bus.fill(address, length, value);
    }

    @Override
    public void copy(long target, long source, long length) {
        step();
        bus.copy(target, source, length);
    }

    @Override
    public List<RamRange> ramRanges() {
        return bus.ramRanges();
    }

    @Override
    public int interruptInputs() {
        return bus.interruptInputs();
    }

    @Override
    public boolean interruptLevel(int input) {
        return bus.interruptLevel(input);
    }

    @Override
    public void listen(int input, InterruptListener listener) {
        bus.listen(input, listener);
    }

    @Override
    public void listenMessages(InterruptListener listener) {
        bus.listenMessages(listener);
    }

    @Override
    public long now() {
        return bus.now();
    }

    @Override
    public Idle idle(long deadline) {
        return bus.idle(deadline);
    }

    @Override
    public <C extends CpuBusCapability> Optional<C> capability(Class<C> type) {
        return bus.capability(type);
    }
}
