package dev.dreq.tools.testkit.bus;

import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.cpu.InterruptListener;
import dev.dreq.plugin.cpu.RamRange;
import dev.dreq.plugin.io.IoHandler;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A machine without devices, as its processor sees it: memory, interrupt inputs and time. The test
 * plays the devices: it decodes ports and memory, reaches {@link #memory} as a bus master, and
 * raises interrupts, now or {@link #at} a time. A port access takes 1 us, a register in memory 100
 * ns, RAM no time.
 */
public final class FakeCpuBus implements CpuBus {

    private static final int INPUTS = 24;
    private static final long PORT_NANOS = 1_000;
    private static final long REGISTER_NANOS = 100;

    private record Place(boolean ports, long start, FakeWindow window) {

        boolean holds(boolean port, long address, int size) {
            return ports == port && address >= start && address - start <= window.length() - size;
        }
    }

    private final FakeMemory memory;
    private final FakeClock clock = new FakeClock();
    private final List<Place> places = new ArrayList<>();
    private final boolean[] levels = new boolean[INPUTS];
    private final @Nullable InterruptListener[] listeners = new InterruptListener[INPUTS];
    private @Nullable InterruptListener messageListener;
    private boolean heard;

    /** A machine with this memory. */
    public FakeCpuBus(FakeMemory memory) {
        this.memory = memory;
    }

    /** A PC with 16 MiB. */
    public static FakeCpuBus pc() {
        return new FakeCpuBus(FakeMemory.upTo(16L << 20));
    }

    /** Memory as a bus master reaches it. */
    public FakeMemory memory() {
        return memory;
    }

    /** Time. */
    public FakeClock clock() {
        return clock;
    }

    /** Something happens at a point in time, in nanoseconds. */
    public FakeCpuBus at(long nanos, Runnable action) {
        clock.at(nanos, action);
        return this;
    }

    /** Somebody decodes ports. */
    public FakeCpuBus ports(int first, int length, IoHandler handler) {
        return decode(true, first, length, handler);
    }

    /** Somebody decodes addresses of memory. */
    public FakeCpuBus registers(long start, long length, IoHandler handler) {
        memory.device(start, length);
        return decode(false, start, length, handler);
    }

    private FakeCpuBus decode(boolean ports, long start, long length, IoHandler handler) {
        String name = "%s %x".formatted(ports ? "ports" : "registers", start);
        places.add(new Place(ports, start, new FakeWindow(name, length, handler, clock::settle)));
        return this;
    }

    /** Drives an interrupt input. */
    public void interrupt(int input, boolean level) {
        boolean rises = level && !levels[input];
        levels[input] = level;
        if (rises) {
            tell(listeners[input], input);
        }
    }

    /** Sends an interrupt message. */
    public void message(int vector) {
        tell(messageListener, vector);
    }

    private void tell(@Nullable InterruptListener listener, int number) {
        if (listener != null) {
            heard = true;
            listener.raised(number);
        }
    }

    private @Nullable Place at(boolean port, long address, int size) {
        for (Place place : places) {
            if (place.holds(port, address, size)) {
                return place;
            }
        }
        return null;
    }

    private int in(int port, int size) {
        clock.pass(PORT_NANOS);
        Place place = at(true, port, size);
        return place == null
                ? (int) FakeWindow.ones(size)
                : (int) place.window().read(port - place.start(), size);
    }

    private void out(int port, int size, int value) {
        clock.pass(PORT_NANOS);
        Place place = at(true, port, size);
        if (place != null) {
            place.window().write(port - place.start(), size, value);
        }
    }

    private long load(long address, int size) {
        Place place = at(false, address, size);
        if (place != null) {
            clock.pass(REGISTER_NANOS);
            return place.window().read(address - place.start(), size);
        }
        byte[] bytes = Arrays.copyOf(memory.get(address, size), Long.BYTES);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    private void store(long address, int size, long value) {
        Place place = at(false, address, size);
        if (place != null) {
            clock.pass(REGISTER_NANOS);
            place.window().write(address - place.start(), size, value);
            return;
        }
        byte[] bytes = new byte[Long.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
        write(address, bytes, 0, size);
    }

    @Override
    public int in8(int port) {
        return in(port, 1);
    }

    @Override
    public int in16(int port) {
        return in(port, 2);
    }

    @Override
    public int in32(int port) {
        return in(port, 4);
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
        return (int) load(address, 1);
    }

    @Override
    public int load16(long address) {
        return (int) load(address, 2);
    }

    @Override
    public int load32(long address) {
        return (int) load(address, 4);
    }

    @Override
    public long load64(long address) {
        return load(address, 8);
    }

    @Override
    public void store8(long address, int value) {
        store(address, 1, value);
    }

    @Override
    public void store16(long address, int value) {
        store(address, 2, value);
    }

    @Override
    public void store32(long address, int value) {
        store(address, 4, value);
    }

    @Override
    public void store64(long address, long value) {
        store(address, 8, value);
    }

    @Override
    public void read(long address, byte[] target, int offset, int length) {
        System.arraycopy(memory.get(address, length), 0, target, offset, length);
    }

    @Override
    public void write(long address, byte[] source, int offset, int length) {
        if (memory.isRam(address, length)) {
            memory.put(address, Arrays.copyOfRange(source, offset, offset + length));
        }
    }

    @Override
    public void fill(long address, long length, int value) {
        byte[] bytes = new byte[(int) length];
        Arrays.fill(bytes, (byte) value);
        write(address, bytes, 0, bytes.length);
    }

    @Override
    public void copy(long target, long source, long length) {
        byte[] bytes = memory.get(source, (int) length);
        write(target, bytes, 0, bytes.length);
    }

    @Override
    public List<RamRange> ramRanges() {
        return memory.ranges();
    }

    @Override
    public int interruptInputs() {
        return INPUTS;
    }

    @Override
    public boolean interruptLevel(int input) {
        return levels[input];
    }

    @Override
    public void listen(int input, @Nullable InterruptListener listener) {
        listeners[input] = listener;
    }

    @Override
    public void listenMessages(@Nullable InterruptListener listener) {
        messageListener = listener;
    }

    @Override
    public long now() {
        return clock.now();
    }

    @Override
    public Idle idle(long deadline) {
        memory.pause();
        clock.settle();
        while (!heard && clock.nextDeadline() <= deadline && clock.anythingArmed()) {
            clock.passTo(clock.nextDeadline());
            memory.pause();
        }
        if (heard) {
            heard = false;
            return Idle.INTERRUPT;
        }
        if (deadline == Long.MAX_VALUE) {
            return Idle.NEVER;
        }
        clock.passTo(deadline);
        return Idle.DEADLINE;
    }
}
