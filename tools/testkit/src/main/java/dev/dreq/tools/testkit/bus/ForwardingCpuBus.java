package dev.dreq.tools.testkit.bus;

import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.cpu.CpuBusCapability;
import dev.dreq.plugin.cpu.InterruptListener;
import dev.dreq.plugin.cpu.RamRange;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A processor's bus that is another one, except for what a subclass changes. */
public class ForwardingCpuBus implements CpuBus {

    private final CpuBus bus;

    /** A bus around another. */
    public ForwardingCpuBus(CpuBus bus) {
        this.bus = bus;
    }

    @Override
    public int in8(int port) {
        return bus.in8(port);
    }

    @Override
    public int in16(int port) {
        return bus.in16(port);
    }

    @Override
    public int in32(int port) {
        return bus.in32(port);
    }

    @Override
    public void out8(int port, int value) {
        bus.out8(port, value);
    }

    @Override
    public void out16(int port, int value) {
        bus.out16(port, value);
    }

    @Override
    public void out32(int port, int value) {
        bus.out32(port, value);
    }

    @Override
    public int load8(long address) {
        return bus.load8(address);
    }

    @Override
    public int load16(long address) {
        return bus.load16(address);
    }

    @Override
    public int load32(long address) {
        return bus.load32(address);
    }

    @Override
    public long load64(long address) {
        return bus.load64(address);
    }

    @Override
    public void store8(long address, int value) {
        bus.store8(address, value);
    }

    @Override
    public void store16(long address, int value) {
        bus.store16(address, value);
    }

    @Override
    public void store32(long address, int value) {
        bus.store32(address, value);
    }

    @Override
    public void store64(long address, long value) {
        bus.store64(address, value);
    }

    @Override
    public void read(long address, byte[] target, int offset, int length) {
        bus.read(address, target, offset, length);
    }

    @Override
    public void write(long address, byte[] source, int offset, int length) {
        bus.write(address, source, offset, length);
    }

    @Override
    public void fill(long address, long length, int value) {
        bus.fill(address, length, value);
    }

    @Override
    public void copy(long target, long source, long length) {
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
    public void listen(int input, @Nullable InterruptListener listener) {
        bus.listen(input, listener);
    }

    @Override
    public void listenMessages(@Nullable InterruptListener listener) {
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
