package dev.dreq.devices.display;

import dev.dreq.devices.doubles.FakeTime;
import dev.dreq.plugin.dma.AddressSpace;
import dev.dreq.plugin.dma.BusStatus;
import dev.dreq.plugin.io.InterruptLine;
import dev.dreq.plugin.io.IoHandler;
import dev.dreq.plugin.pci.PciFunction;
import dev.dreq.plugin.pci.PciSlot;
import dev.dreq.plugin.time.Clock;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A slot whose time stands still unless a test moves it, on a bus with ranges of memory and one of
 * devices. A test may do something, such as cutting the bus, before any access of the master.
 */
final class FakePciSlot implements PciSlot, AddressSpace, InterruptLine {

    /** Where devices answer: the function's own windows. */
    static final long DEVICES = 0xe000_0000L;

    static final long DEVICES_END = 0xf000_0000L;

    /** A range of memory. */
    @SuppressWarnings("ArrayRecordComponent") // its identity is what counts
    private record Memory(long address, byte[] bytes) {

        boolean holds(long at) {
            return Long.compareUnsigned(at - address, bytes.length) < 0;
        }
    }

    /** An access of the master. */
    record Access(long address, int length, boolean write) {}

    private final PciFunction function;
    private final Map<Integer, IoHandler> windows = new LinkedHashMap<>();
    private final Map<Integer, ByteBuffer> banks = new LinkedHashMap<>();
    private final List<Memory> memories = new ArrayList<>();

    final FakeTime time = new FakeTime();
    final List<Access> accesses = new ArrayList<>();
    final List<String> guestErrors = new ArrayList<>();
    boolean busMaster = true;
    BusStatus fault = BusStatus.OK;
    Runnable beforeAccess = () -> {};
    Runnable onRise = () -> {};
    boolean irq;
    int rises;

    FakePciSlot(PciFunction function) {
        this.function = function;
    }

    /** Puts memory on the bus. */
    byte[] memory(long address, int size) {
        byte[] bytes = new byte[size];
        memories.add(new Memory(address, bytes));
        return bytes;
    }

    @Override
    public String name() {
        return "display0";
    }

    @Override
    public void map(int bar, IoHandler handler) {
        if (windows.put(bar, handler) != null) {
            throw new IllegalArgumentException("mapped twice: " + bar);
        }
    }

    @Override
    public ByteBuffer mapMemory(int bar) {
        long size = function.bars().stream().filter(b -> b.index() == bar).findFirst().get().size();
        return banks.computeIfAbsent(
                bar, b -> ByteBuffer.allocateDirect((int) size).order(ByteOrder.LITTLE_ENDIAN));
    }

    IoHandler window(int bar) {
        return windows.get(bar);
    }

    @Override
    public InterruptLine interrupt() {
        return this;
    }

    @Override
    public void set(boolean level) {
        boolean up = level && !irq;
        irq = level;
        if (up) {
            rises++;
            onRise.run();
        }
    }

    @Override
    public AddressSpace busMaster() {
        return this;
    }

    @Override
    public BusStatus read(long address, ByteBuffer target) {
        return access(address, target, false);
    }

    @Override
    public BusStatus write(long address, ByteBuffer source) {
        return access(address, source, true);
    }

    private BusStatus access(long address, ByteBuffer buffer, boolean write) {
        accesses.add(new Access(address, buffer.remaining(), write));
        beforeAccess.run();
        if (!busMaster || fault != BusStatus.OK) {
            return busMaster ? fault : BusStatus.DISABLED;
        }
        long at = address;
        while (buffer.hasRemaining()) {
            if (Long.compareUnsigned(at - DEVICES, DEVICES_END - DEVICES) < 0) {
                return BusStatus.NOT_MEMORY;
            }
            long first = at;
            Memory memory = memories.stream().filter(m -> m.holds(first)).findFirst().orElse(null);
            if (memory == null) {
                return BusStatus.UNASSIGNED;
            }
            int from = (int) (at - memory.address());
            int run = Math.min(buffer.remaining(), memory.bytes().length - from);
            if (write) {
                buffer.get(memory.bytes(), from, run);
            } else {
                buffer.put(memory.bytes(), from, run);
            }
            at += run;
        }
        return BusStatus.OK;
    }

    @Override
    public void targetAbort() {
        throw new AssertionError("the display adapter aborts no access");
    }

    @Override
    public void guestError(String what) {
        guestErrors.add(what);
    }

    @Override
    public Clock clock() {
        return time;
    }

    /** Drops wires and timers, as a machine does that is reset. */
    void reset() {
        irq = false;
        time.cancelAll();
    }

    /** A slot with the same memory, to restore the function in. */
    FakePciSlot successor() {
        FakePciSlot slot = new FakePciSlot(function);
        memories.forEach(m -> slot.memories.add(new Memory(m.address(), m.bytes().clone())));
        banks.forEach((bar, bank) -> slot.mapMemory(bar).put(0, bank, 0, bank.capacity()));
        slot.busMaster = busMaster;
        return slot;
    }

    /** The range of memory that begins at an address. */
    byte[] memoryAt(long address) {
        return memories.stream().filter(m -> m.address() == address).findFirst().get().bytes();
    }

    /** Takes over the wire, the time and the timers of another slot, as a machine does. */
    void restoreFrom(FakePciSlot other) {
        irq = other.irq;
        rises = other.rises;
        time.restoreFrom(other.time);
    }
}
