package dev.dreq.tools.testkit.bus;

import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.cpu.InterruptListener;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A bus on which things break: cards that are pulled, bits that are stuck, writes and interrupts
 * that are lost. A processor sees no bus errors, only values, and so do these.
 */
public final class FaultyBus extends ForwardingCpuBus {

    private record Range(long first, long last) {

        boolean holds(long address) {
            return first <= address && address <= last;
        }
    }

    private record Stuck(long ones, long zeros) {

        long of(long value) {
            return (value | ones) & ~zeros;
        }
    }

    private final List<Range> gonePorts = new ArrayList<>();
    private final List<Range> goneMemory = new ArrayList<>();
    private final TreeMap<Integer, Stuck> stuckPorts = new TreeMap<>();
    private final TreeMap<Long, Stuck> stuckMemory = new TreeMap<>();
    private final TreeSet<Integer> deafPorts = new TreeSet<>();
    private final TreeSet<Long> deafMemory = new TreeSet<>();
    private final TreeMap<Integer, Integer> lostInterrupts = new TreeMap<>();
    private final TreeSet<Integer> unheard = new TreeSet<>();

    /** A bus on which nothing is broken yet. */
    public FaultyBus(CpuBus bus) {
        super(bus);
    }

    /** Nobody is behind ports {@code first} to {@code last} any more: reads give all ones. */
    public FaultyBus pullPorts(int first, int last) {
        gonePorts.add(new Range(first, last));
        return this;
    }

    /** Nobody is behind a range of memory any more: reads give all ones. */
    public FaultyBus pullMemory(long start, long length) {
        goneMemory.add(new Range(start, start + length - 1));
        return this;
    }

    /** Bits read from a port are stuck at one, others at zero. */
    public FaultyBus stickPort(int port, long ones, long zeros) {
        stuckPorts.put(port, new Stuck(ones, zeros));
        return this;
    }

    /** Bits loaded from an address are stuck at one, others at zero. */
    public FaultyBus stickMemory(long address, long ones, long zeros) {
        stuckMemory.put(address, new Stuck(ones, zeros));
        return this;
    }

    /** Writes to a port are lost. */
    public FaultyBus loseWrites(int port) {
        deafPorts.add(port);
        return this;
    }

    /** Stores at an address are lost. */
    public FaultyBus loseStores(long address) {
        deafMemory.add(address);
        return this;
    }

    /**
     * The next {@code count} rises of an interrupt input that somebody listens to are not heard,
     * and the input is seen low until it has fallen.
     */
    public FaultyBus loseInterrupts(int input, int count) {
        lostInterrupts.merge(input, count, Integer::sum);
        return this;
    }

    /** All is well again. */
    public void mend() {
        gonePorts.clear();
        goneMemory.clear();
        stuckPorts.clear();
        stuckMemory.clear();
        deafPorts.clear();
        deafMemory.clear();
        lostInterrupts.clear();
        unheard.clear();
    }

    private boolean portGone(int port) {
        return gonePorts.stream().anyMatch(range -> range.holds(port));
    }

    private boolean memoryGone(long address) {
        return goneMemory.stream().anyMatch(range -> range.holds(address));
    }

    private int fromPort(int port, int size, int value) {
        Stuck stuck = stuckPorts.get(port);
        long seen = stuck == null ? value : stuck.of(value);
        return (int) (seen & FakeWindow.ones(size));
    }

    private long fromMemory(long address, int size, long value) {
        Stuck stuck = stuckMemory.get(address);
        return (stuck == null ? value : stuck.of(value)) & FakeWindow.ones(size);
    }

    private boolean portHears(int port) {
        return !portGone(port) && !deafPorts.contains(port);
    }

    private boolean memoryHears(long address) {
        return !memoryGone(address) && !deafMemory.contains(address);
    }

    @Override
    public int in8(int port) {
        return fromPort(port, 1, portGone(port) ? -1 : super.in8(port));
    }

    @Override
    public int in16(int port) {
        return fromPort(port, 2, portGone(port) ? -1 : super.in16(port));
    }

    @Override
    public int in32(int port) {
        return fromPort(port, 4, portGone(port) ? -1 : super.in32(port));
    }

    @Override
    public void out8(int port, int value) {
        if (portHears(port)) {
            super.out8(port, value);
        }
    }

    @Override
    public void out16(int port, int value) {
        if (portHears(port)) {
            super.out16(port, value);
        }
    }

    @Override
    public void out32(int port, int value) {
        if (portHears(port)) {
            super.out32(port, value);
        }
    }

    @Override
    public int load8(long address) {
        return (int) fromMemory(address, 1, memoryGone(address) ? -1 : super.load8(address));
    }

    @Override
    public int load16(long address) {
        return (int) fromMemory(address, 2, memoryGone(address) ? -1 : super.load16(address));
    }

    @Override
    public int load32(long address) {
        return (int) fromMemory(address, 4, memoryGone(address) ? -1 : super.load32(address));
    }

    @Override
    public long load64(long address) {
        return fromMemory(address, 8, memoryGone(address) ? -1 : super.load64(address));
    }

    @Override
    public void store8(long address, int value) {
        if (memoryHears(address)) {
            super.store8(address, value);
        }
    }

    @Override
    public void store16(long address, int value) {
        if (memoryHears(address)) {
            super.store16(address, value);
        }
    }

    @Override
    public void store32(long address, int value) {
        if (memoryHears(address)) {
            super.store32(address, value);
        }
    }

    @Override
    public void store64(long address, long value) {
        if (memoryHears(address)) {
            super.store64(address, value);
        }
    }

    @Override
    public boolean interruptLevel(int input) {
        boolean level = super.interruptLevel(input);
        if (!level) {
            unheard.remove(input);
        }
        return level && !unheard.contains(input);
    }

    @Override
    public void listen(int input, @Nullable InterruptListener listener) {
        super.listen(input, listener == null ? null : number -> hear(number, listener));
    }

    private void hear(int input, InterruptListener listener) {
        int lost = lostInterrupts.getOrDefault(input, 0);
        if (lost > 0) {
            lostInterrupts.put(input, lost - 1);
            unheard.add(input);
        } else {
            unheard.remove(input);
            listener.raised(input);
        }
    }
}
