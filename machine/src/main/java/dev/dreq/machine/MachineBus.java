package dev.dreq.machine;

import dev.dreq.machine.io.PortSpace;
import dev.dreq.machine.irq.InterruptInputs;
import dev.dreq.machine.memory.DmaGate;
import dev.dreq.machine.memory.MemoryMap;
import dev.dreq.machine.memory.PcLayout;
import dev.dreq.machine.memory.ProcessorMemory;
import dev.dreq.machine.time.Sequencer;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.cpu.CpuBusCapability;
import dev.dreq.plugin.cpu.EventOrder;
import dev.dreq.plugin.cpu.InterruptListener;
import dev.dreq.plugin.cpu.RamRange;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The processor's view of a machine, with what accesses cost on it. */
final class MachineBus implements CpuBus {

    /** What accesses cost in nanoseconds. */
    record Costs(long port, long mmio) {}

    /** What the bus reaches. */
    record Targets(
            Sequencer sequencer,
            PortSpace ports,
            MemoryMap memory,
            InterruptInputs interrupts,
            DmaGate gate,
            EventOrder order,
            long ramSize) {}

    private final Sequencer sequencer;
    private final PortSpace ports;
    private final ProcessorMemory memory;
    private final InterruptInputs interrupts;
    private final List<CpuBusCapability> capabilities;
    private final List<RamRange> ram;
    private final long portCost;

    MachineBus(Targets targets, Costs costs) {
        sequencer = targets.sequencer();
        ports = targets.ports();
        memory = new ProcessorMemory(targets.memory(), sequencer, costs.mmio());
        interrupts = targets.interrupts();
        capabilities = List.of(targets.gate(), targets.order());
        ram = PcLayout.ranges(targets.ramSize());
        portCost = costs.port();
    }

    private long in(int port, int size) {
        sequencer.begin();
        try {
            return ports.read(port, size);
        } finally {
            sequencer.end(portCost);
        }
    }

    private void out(int port, int size, long value) {
        sequencer.begin();
        try {
            ports.write(port, size, value);
        } finally {
            sequencer.end(portCost);
        }
    }

    @Override
    public int in8(int port) {
        return (int) in(port, 1);
    }

    @Override
    public int in16(int port) {
        return (int) in(port, 2);
    }

    @Override
    public int in32(int port) {
        return (int) in(port, 4);
    }

    @Override
    public void out8(int port, int value) {
        out(port, 1, value);
    }

    @Override
    public void out16(int port, int value) {
        out(port, 2, value);
    }

    @Override
    public void out32(int port, int value) {
        out(port, 4, value);
    }

    @Override
    public int load8(long address) {
        return (int) memory.load(address, 1);
    }

    @Override
    public int load16(long address) {
        return (int) memory.load(address, 2);
    }

    @Override
    public int load32(long address) {
        return (int) memory.load(address, 4);
    }

    @Override
    public long load64(long address) {
        return memory.load(address, 8);
    }

    @Override
    public void store8(long address, int value) {
        memory.store(address, 1, value);
    }

    @Override
    public void store16(long address, int value) {
        memory.store(address, 2, value);
    }

    @Override
    public void store32(long address, int value) {
        memory.store(address, 4, value);
    }

    @Override
    public void store64(long address, long value) {
        memory.store(address, 8, value);
    }

    @Override
    public void read(long address, byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        memory.read(address, target, offset, length);
    }

    @Override
    public void write(long address, byte[] source, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, source.length);
        memory.write(address, source, offset, length);
    }

    @Override
    public void fill(long address, long length, int value) {
        checkLength(length);
        memory.fill(address, length, (byte) value);
    }

    @Override
    public void copy(long target, long source, long length) {
        checkLength(length);
        memory.copy(target, source, length);
    }

    private static void checkLength(long length) {
        if (length < 0) {
            throw new IllegalArgumentException("a length of %d bytes".formatted(length));
        }
    }

    @Override
    public List<RamRange> ramRanges() {
        return ram;
    }

    @Override
    public int interruptInputs() {
        return InterruptInputs.LINES;
    }

    @Override
    public boolean interruptLevel(int input) {
        sequencer.settle();
        return interrupts.wire(input).level();
    }

    @Override
    public void listen(int input, @Nullable InterruptListener listener) {
        interrupts.listen(input, listener);
    }

    @Override
    public void listenMessages(@Nullable InterruptListener listener) {
        interrupts.listenMessages(listener);
    }

    @Override
    public long now() {
        return sequencer.now();
    }

    @Override
    public Idle idle(long deadline) {
        return sequencer.idle(deadline);
    }

    @Override
    public <C extends CpuBusCapability> Optional<C> capability(Class<C> type) {
        for (CpuBusCapability capability : capabilities) {
            if (type.isInstance(capability)) {
                return Optional.of(type.cast(capability));
            }
        }
        return Optional.empty();
    }
}
