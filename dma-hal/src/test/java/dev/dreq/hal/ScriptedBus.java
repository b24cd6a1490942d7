package dev.dreq.hal;

import dev.dreq.plugin.cpu.CacheControl;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.cpu.CpuBusCapability;
import dev.dreq.plugin.cpu.InterruptListener;
import dev.dreq.plugin.cpu.RamRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sparse RAM, interrupt lines and a clock that a test moves: what happens, and when, is scripted
 * with {@link #at}.
 */
public final class ScriptedBus implements CpuBus {
    /** Hardware behind ports. */
    public interface Ports {
        /** A read of 1, 2 or 4 bytes. */
        int in(int port, int size);

        /** A write of 1, 2 or 4 bytes. */
        void out(int port, int size, int value);
    }

    private record When(long nanos, int order) {}

    private static final int PAGE = 0x1000;

    private final List<RamRange> ram;
    private final TreeMap<Long, byte[]> pages = new TreeMap<>();
    private final TreeMap<When, Runnable> script =
            new TreeMap<>(
                    java.util.Comparator.comparingLong(When::nanos).thenComparingInt(When::order));
    private final boolean[] levels = new boolean[24];
    private final @Nullable InterruptListener[] listeners = new InterruptListener[24];
    private final List<String> accesses = new ArrayList<>();
    private long now;
    private boolean heard;
    private int order;
    private @Nullable Runnable onOut;
    private @Nullable Ports ports;
    private int firstPort;
    private int lastPort;
    private @Nullable InterruptListener messageListener;

    private @Nullable CacheControl cache;

    public ScriptedBus(RamRange... ram) {
        this.ram = List.of(ram);
    }

    /** A PC with 64 MiB. */
    public static ScriptedBus pc() {
        return upTo(64L << 20);
    }

    public static ScriptedBus upTo(long end) {
        return new ScriptedBus(new RamRange(0, 0xA0000), new RamRange(0x100000, end - 0x100000));
    }

    /** Software must look after a cache from now on. */
    public ScriptedBus withCache(CacheControl control) {
        cache = control;
        return this;
    }

    @Override
    public <C extends CpuBusCapability> Optional<C> capability(Class<C> type) {
        return type == CacheControl.class
                ? Optional.ofNullable(cache).map(type::cast)
                : Optional.empty();
    }

    /** Something happens when time reaches {@code nanos}. */
    public void at(long nanos, Runnable action) {
        script.put(new When(nanos, order++), action);
    }

    /** Something happens inside the next port write. */
    public void inNextWrite(Runnable action) {
        onOut = action;
    }

    public void raise(int input) {
        boolean rose = !levels[input];
        levels[input] = true;
        InterruptListener listener = listeners[input];
        if (rose && listener != null) {
            heard = true;
            listener.raised(input);
        }
    }

    public void lower(int input) {
        levels[input] = false;
    }

    /** A message with a vector arrives. */
    public void message(int vector) {
        InterruptListener listener = messageListener;
        if (listener != null) {
            heard = true;
            listener.raised(vector);
        }
    }

    public boolean listensToMessages() {
        return messageListener != null;
    }

    /** Somebody decodes ports {@code first} to {@code last}. */
    public void decode(int first, int last, Ports hardware) {
        firstPort = first;
        lastPort = last;
        ports = hardware;
    }

    private @Nullable Ports at(int port) {
        return port >= firstPort && port <= lastPort ? ports : null;
    }

    public void pulse(int input) {
        raise(input);
        lower(input);
    }

    public boolean listenedTo(int input) {
        return listeners[input] != null;
    }

    public List<String> accesses() {
        return accesses;
    }

    public int touchedPages() {
        return pages.size();
    }

    @Override
    public Idle idle(long deadline) {
        if (heard) {
            heard = false;
            return Idle.INTERRUPT;
        }
        while (!script.isEmpty() && script.firstKey().nanos() <= deadline) {
            var next = script.pollFirstEntry();
            now = Math.max(now, next.getKey().nanos());
            next.getValue().run();
            if (heard) {
                heard = false;
                return Idle.INTERRUPT;
            }
        }
        if (deadline == Long.MAX_VALUE) {
            return Idle.NEVER;
        }
        now = Math.max(now, deadline);
        return Idle.DEADLINE;
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public int interruptInputs() {
        return levels.length;
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
    public List<RamRange> ramRanges() {
        return ram;
    }

    @Override
    public int in8(int port) {
        Ports decoding = at(port);
        if (decoding != null) {
            return decoding.in(port, 1);
        }
        accesses.add("in8 %x".formatted(port));
        return 0xFF;
    }

    @Override
    public int in16(int port) {
        Ports decoding = at(port);
        if (decoding != null) {
            return decoding.in(port, 2);
        }
        return in8(port) | in8(port + 1) << 8;
    }

    @Override
    public int in32(int port) {
        Ports decoding = at(port);
        if (decoding != null) {
            return decoding.in(port, 4);
        }
        return in16(port) | in16(port + 2) << 16;
    }

    @Override
    public void out8(int port, int value) {
        Ports decoding = at(port);
        if (decoding != null) {
            decoding.out(port, 1, value);
            return;
        }
        accesses.add("out8 %x %x".formatted(port, value));
        Runnable action = onOut;
        onOut = null;
        if (action != null) {
            action.run();
        }
    }

    @Override
    public void out16(int port, int value) {
        Ports decoding = at(port);
        if (decoding != null) {
            decoding.out(port, 2, value);
            return;
        }
        out8(port, value & 0xFF);
    }

    @Override
    public void out32(int port, int value) {
        Ports decoding = at(port);
        if (decoding != null) {
            decoding.out(port, 4, value);
            return;
        }
        out8(port, value & 0xFF);
    }

    @Override
    public int load8(long address) {
        byte[] page = pages.get(address / PAGE);
        return page == null ? 0 : page[(int) (address % PAGE)] & 0xFF;
    }

    @Override
    public int load16(long address) {
        return load8(address) | load8(address + 1) << 8;
    }

    @Override
    public int load32(long address) {
        return load16(address) | load16(address + 2) << 16;
    }

    @Override
    public long load64(long address) {
        return (load32(address) & 0xFFFF_FFFFL) | (long) load32(address + 4) << 32;
    }

    @Override
    public void store8(long address, int value) {
        pages.computeIfAbsent(address / PAGE, number -> new byte[PAGE])[(int) (address % PAGE)] =
                (byte) value;
    }

    @Override
    public void store16(long address, int value) {
        store8(address, value);
        store8(address + 1, value >> 8);
    }

    @Override
    public void store32(long address, int value) {
        store16(address, value);
        store16(address + 2, value >> 16);
    }

    @Override
    public void store64(long address, long value) {
        store32(address, (int) value);
        store32(address + 4, (int) (value >> 32));
    }

    @Override
    public void read(long address, byte[] target, int offset, int length) {
        for (int i = 0; i < length; i++) {
            target[offset + i] = (byte) load8(address + i);
        }
    }

    @Override
    public void write(long address, byte[] source, int offset, int length) {
        for (int i = 0; i < length; i++) {
            store8(address + i, source[offset + i]);
        }
    }

    @Override
    public void fill(long address, long length, int value) {
        for (long i = 0; i < length; i++) {
            if (value != 0 || load8(address + i) != 0) {
                store8(address + i, value);
            }
        }
    }

    @Override
    public void copy(long target, long source, long length) {
        byte[] bytes = new byte[(int) length];
        read(source, bytes, 0, bytes.length);
        write(target, bytes, 0, bytes.length);
    }
}
