package dev.dreq.hal.dma;

import dev.dreq.plugin.cpu.CacheControl;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.cpu.CpuBusCapability;
import dev.dreq.plugin.cpu.DmaWatch;
import dev.dreq.plugin.cpu.InterruptListener;
import dev.dreq.plugin.cpu.RamRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * RAM and an 8237 pair as a bus shows them. {@link #device} plays the slave: it moves bytes as the
 * channel is programmed, and the address counts round in its window.
 */
final class Pc implements CpuBus {
    private static final int[] PAGE_PORTS = {0x87, 0x83, 0x81, 0x82, 0x8F, 0x8B, 0x89, 0x8A};

    /** Each port write, as {@code port=value} in hexadecimal. */
    final List<String> writes = new ArrayList<>();

    /** Each copy, as {@code target<source+length} in hexadecimal. */
    final List<String> copies = new ArrayList<>();

    /** What the machine's clock reads. */
    LongSupplier clock = () -> 0;

    /** Who is asked before a device's access; null for nobody. */
    DmaWatch.@Nullable Watcher watcher;

    /** Set to take the 8237 pair out: its ports read all ones. */
    boolean withoutController;

    /** What more the first controller's status shows when it is read next: requests and counts. */
    int status;

    /** The interrupt input that is up while a terminal count has not been read; -1 for none. */
    int terminalCountInput = -1;

    /** What the HAL asks of the processor's cache, in order; null on a coherent machine. */
    @Nullable List<String> cache;

    private final List<RamRange> ram;
    private final TreeMap<Long, byte[]> pages = new TreeMap<>();
    private final Chip[] chips = {new Chip(), new Chip()};
    private final int[] pageRegisters = new int[8];
    private long latestNumber;
    private byte @Nullable [] latest;

    Pc(RamRange... ram) {
        this.ram = List.of(ram);
    }

    /** A PC with memory up to an address above 1 MiB. */
    static Pc upTo(long end) {
        return new Pc(new RamRange(0, 0xA0000), new RamRange(0x100000, end - 0x100000));
    }

    private static final class Chip {
        final int[] baseAddress = new int[4];
        final int[] baseCount = new int[4];
        final int[] address = new int[4];
        final int[] count = new int[4];
        final int[] mode = new int[4];
        int mask = 0xF;
        int terminalCounts;
        boolean high;
    }

    /**
     * The channel's next units go to or from {@code data}; returns how many bytes it moved before
     * it was masked.
     */
    int device(int channel, byte[] data) {
        Chip chip = chips[channel / 4];
        int select = channel & 3;
        int unit = channel < 4 ? 1 : 2;
        int done = 0;
        while (done < data.length && (chip.mask >> select & 1) == 0) {
            long physical =
                    (long) (pageRegisters[channel] & ~(unit - 1)) << 16
                            | (long) chip.address[select] * unit;
            for (int i = 0; i < unit; i++, done++) {
                if ((chip.mode[select] & 0xC) == 0x8) {
                    data[done] = (byte) load8(physical + i);
                } else {
                    store8(physical + i, data[done]);
                }
            }
            chip.address[select] = chip.address[select] + 1 & 0xFFFF;
            chip.count[select] = chip.count[select] - 1 & 0xFFFF;
            if (chip.count[select] == 0xFFFF) {
                terminalCount(chip, select);
            }
        }
        return done;
    }

    private static void terminalCount(Chip chip, int select) {
        chip.terminalCounts |= 1 << select;
        if ((chip.mode[select] & 0x10) != 0) {
            chip.address[select] = chip.baseAddress[select];
            chip.count[select] = chip.baseCount[select];
        } else {
            chip.mask |= 1 << select;
        }
    }

    /** Where in memory the channel was told to begin. */
    long programmed(int channel) {
        int unit = channel < 4 ? 1 : 2;
        return (long) (pageRegisters[channel] & -unit) << 16
                | (long) chips[channel / 4].baseAddress[channel & 3] * unit;
    }

    boolean masked(int channel) {
        return (chips[channel / 4].mask >> (channel & 3) & 1) != 0;
    }

    @Override
    public int in8(int port) {
        if (withoutController || (port >= 0x10 && port < 0xC0) || port >= 0xE0) {
            return 0xFF;
        }
        Chip chip = chips[port < 0x10 ? 0 : 1];
        int register = port < 0x10 ? port : (port - 0xC0) / 2;
        if (register == 8) {
            int shown = chip.terminalCounts | (chip == chips[0] ? status : 0);
            chip.terminalCounts = 0;
            status &= 0xF0;
            return shown;
        }
        if (register > 8) {
            return 0;
        }
        int value = (register & 1) == 0 ? chip.address[register / 2] : chip.count[register / 2];
        chip.high = !chip.high;
        return chip.high ? value & 0xFF : value >> 8;
    }

    @Override
    public void out8(int port, int value) {
        writes.add("%02X=%02X".formatted(port, value));
        for (int channel = 0; channel < 8; channel++) {
            if (PAGE_PORTS[channel] == port) {
                pageRegisters[channel] = value;
                return;
            }
        }
        Chip chip = chips[port < 0x10 ? 0 : 1];
        int register = port < 0x10 ? port : (port - 0xC0) / 2;
        switch (register) {
            case 0xA -> {
                int channel = 1 << (value & 3);
                chip.mask = (value & 4) != 0 ? chip.mask | channel : chip.mask & ~channel;
            }
            case 0xB -> chip.mode[value & 3] = value;
            case 0xC -> chip.high = false;
            default -> writeWord(chip, register, value);
        }
    }

    private static void writeWord(Chip chip, int register, int value) {
        if (register >= 8) {
            throw new AssertionError("the HAL has no business with register " + register);
        }
        int[] current = (register & 1) == 0 ? chip.address : chip.count;
        int[] base = (register & 1) == 0 ? chip.baseAddress : chip.baseCount;
        int i = register / 2;
        current[i] = chip.high ? (current[i] & 0xFF) | (value << 8) : (current[i] & 0xFF00) | value;
        base[i] = current[i];
        chip.high = !chip.high;
    }

    /** The page that an address lies in; made if it is to be written. */
    private byte @Nullable [] page(long address, boolean write) {
        long number = address >> 12;
        if (number != latestNumber || latest == null) {
            latestNumber = number;
            latest = pages.get(number);
            if (latest == null && write) {
                latest = new byte[0x1000];
                pages.put(number, latest);
            }
        }
        return latest;
    }

    @Override
    public int load8(long address) {
        byte[] bytes = page(address, false);
        return bytes == null ? 0 : bytes[(int) address & 0xFFF] & 0xFF;
    }

    @Override
    public void store8(long address, int value) {
        page(address, true)[(int) address & 0xFFF] = (byte) value;
    }

    @Override
    public void read(long address, byte[] target, int offset, int length) {
        for (int done = 0; done < length; ) {
            int in = (int) (address + done) & 0xFFF;
            int run = Math.min(length - done, 0x1000 - in);
            byte[] bytes = page(address + done, false);
            if (bytes == null) {
                Arrays.fill(target, offset + done, offset + done + run, (byte) 0);
            } else {
                System.arraycopy(bytes, in, target, offset + done, run);
            }
            done += run;
        }
    }

    @Override
    public void write(long address, byte[] source, int offset, int length) {
        for (int done = 0; done < length; ) {
            int in = (int) (address + done) & 0xFFF;
            int run = Math.min(length - done, 0x1000 - in);
            System.arraycopy(source, offset + done, page(address + done, true), in, run);
            done += run;
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
        copies.add("%X<%X+%X".formatted(target, source, length));
        byte[] bytes = new byte[(int) length];
        read(source, bytes, 0, bytes.length);
        write(target, bytes, 0, bytes.length);
    }

    /** All memory that was ever written, page by page. */
    Map<Long, byte[]> memory() {
        TreeMap<Long, byte[]> all = new TreeMap<>();
        pages.forEach((number, bytes) -> all.put(number, bytes.clone()));
        return all;
    }

    @Override
    public <C extends CpuBusCapability> Optional<C> capability(Class<C> type) {
        if (type == DmaWatch.class) {
            DmaWatch watch = newWatcher -> watcher = newWatcher;
            return Optional.of(type.cast(watch));
        }
        List<String> log = cache;
        return log == null || type != CacheControl.class
                ? Optional.empty()
                : Optional.of(type.cast(new CacheLog(log)));
    }

    private record CacheLog(List<String> log) implements CacheControl {
        private void note(String what, long address, long length) {
            log.add("%s %X+%X".formatted(what, address, length));
        }

        @Override
        public void clean(long address, long length) {
            note("clean", address, length);
        }

        @Override
        public void invalidate(long address, long length) {
            note("invalidate", address, length);
        }

        @Override
        public void uncached(long address, long length, boolean uncached) {
            note(uncached ? "uncached" : "cached", address, length);
        }
    }

    @Override
    public List<RamRange> ramRanges() {
        return ram;
    }

    @Override
    public long now() {
        return clock.getAsLong();
    }

    @Override
    public Idle idle(long deadline) {
        return Idle.NEVER;
    }

    @Override
    public int interruptInputs() {
        return 24;
    }

    @Override
    public boolean interruptLevel(int input) {
        return input == terminalCountInput
                && (chips[0].terminalCounts | chips[1].terminalCounts) != 0;
    }

    @Override
    public void listen(int input, @Nullable InterruptListener listener) {}

    @Override
    public void listenMessages(@Nullable InterruptListener listener) {}

    @Override
    public int in16(int port) {
        throw new AssertionError("the 8237 has byte ports");
    }

    @Override
    public int in32(int port) {
        throw new AssertionError("the 8237 has byte ports");
    }

    @Override
    public void out16(int port, int value) {
        throw new AssertionError("the 8237 has byte ports");
    }

    @Override
    public void out32(int port, int value) {
        throw new AssertionError("the 8237 has byte ports");
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
        return (load32(address) & 0xFFFF_FFFFL) | ((long) load32(address + 4) << 32);
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
}
