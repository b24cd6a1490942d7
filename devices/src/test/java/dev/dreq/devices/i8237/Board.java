package dev.dreq.devices.i8237;

import dev.dreq.devices.doubles.FakeTime;
import dev.dreq.devices.doubles.MapState;
import dev.dreq.plugin.Device;
import dev.dreq.plugin.dma.AddressSpace;
import dev.dreq.plugin.dma.BusStatus;
import dev.dreq.plugin.dma.DmaBackplane;
import dev.dreq.plugin.dma.DmaBurst;
import dev.dreq.plugin.dma.DmaChannel;
import dev.dreq.plugin.dma.DmaController;
import dev.dreq.plugin.dma.DmaSlave;
import dev.dreq.plugin.io.InterruptLine;
import dev.dreq.plugin.io.IoHandler;
import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.isa.PortRange;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.plugin.time.Clock;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;

/**
 * A board with nothing on it but the pair of controllers, RAM, and slaves made of lambdas. Signals
 * run after each access, and a storm of them fails the test.
 */
final class Board implements IsaSlot, DmaBackplane {

    private static final int MOST_SIGNALS = 300_000;

    final byte[] ram;
    final List<String> guestErrors = new ArrayList<>();
    final Device device;

    /** The level of the line tc-irq. */
    boolean interrupt;

    private final I8237Provider provider = new I8237Provider();
    private final Settings settings;
    private final Map<String, PortRange> granted = new LinkedHashMap<>();
    private final Map<PortRange, IoHandler> handlers = new LinkedHashMap<>();
    private final FakeTime time = new FakeTime();
    private final DmaSlave[] slaves = new DmaSlave[8];
    private final boolean[] dreq = new boolean[8];
    private DmaController controller = (channel, level) -> {};

    /** Follows the data sheet, with 16 MiB of RAM. */
    static Board chip() {
        return new Board("chip", 16 << 20);
    }

    /** Follows QEMU, with 16 MiB of RAM. */
    static Board qemu() {
        return new Board("qemu", 16 << 20);
    }

    Board(String compat, int ramSize) {
        this(Map.of("compat", compat), ramSize, null);
    }

    /** With these settings, and 16 MiB of RAM. */
    Board(Map<String, String> given) {
        this(given, 16 << 20, null);
    }

    private Board(Map<String, String> given, int ramSize, MapState state) {
        ram = new byte[ramSize];
        settings = Settings.parse(provider.settings(), given);
        for (IsaClaim claim : provider.claims(settings)) {
            if (claim instanceof IsaClaim.Ports ports) {
                granted.put(ports.name(), ports.choices().get(0));
            }
        }
        device =
                state == null
                        ? provider.create(settings, this)
                        : provider.restore(settings, this, state.reader());
    }

    /**
     * A board like this one, its device restored from what this one's saves; slaves and RAM come
     * along.
     */
    Board copy(String compat) {
        return restored(compat, save());
    }

    MapState save() {
        MapState state = new MapState();
        device.save(state);
        return state;
    }

    /** A board like this one, its device in the state given; slaves and RAM come along. */
    Board restored(String compat, MapState state) {
        Board copy = new Board(Map.of("compat", compat), ram.length, state);
        System.arraycopy(ram, 0, copy.ram, 0, ram.length);
        System.arraycopy(slaves, 0, copy.slaves, 0, slaves.length);
        System.arraycopy(dreq, 0, copy.dreq, 0, dreq.length);
        copy.time.restoreFrom(time);
        return copy;
    }

    // ---- what software does

    Board out(int port, int... values) {
        for (int value : values) {
            access(port, 1, true, value);
            settle();
        }
        return this;
    }

    /** Writes a port from inside a handler: what it raises waits. */
    void write(int port, int value) {
        access(port, 1, true, value);
    }

    void outWord(int port, int value) {
        access(port, 2, true, value);
        settle();
    }

    void outLong(int port, long value) {
        access(port, 4, true, value);
        settle();
    }

    int in(int port) {
        int value = (int) access(port, 1, false, 0);
        settle();
        return value;
    }

    int inWord(int port) {
        int value = (int) access(port, 2, false, 0);
        settle();
        return value;
    }

    long inLong(int port) {
        long value = access(port, 4, false, 0);
        settle();
        return value;
    }

    /** A register of two bytes behind a fresh flip-flop. */
    int inPair(int port) {
        clearFlipFlop(port);
        return in(port) | in(port) << 8;
    }

    /** A register of two bytes behind a fresh flip-flop. */
    void outPair(int port, int value) {
        clearFlipFlop(port);
        out(port, value & 0xff, (value >> 8) & 0xff);
    }

    private static final int[] PAGE = {0x87, 0x83, 0x81, 0x82, 0x8f, 0x8b, 0x89, 0x8a};

    /** The port of a register 0..F of the controller that a channel belongs to. */
    static int port(int channel, int register) {
        return channel < 4 ? register : 0xc0 + 2 * register;
    }

    /** The port of a channel's address register. */
    static int addressPort(int channel) {
        return port(channel, 2 * (channel & 3));
    }

    /** The port of a channel's count register. */
    static int countPort(int channel) {
        return port(channel, 2 * (channel & 3) + 1);
    }

    /** Lets channels 0-3 through, as firmware does. */
    Board openCascade() {
        return out(0xd6, 0xc0).out(0xd4, 0x00);
    }

    /**
     * Programs a channel, which is masked then.
     *
     * @param mode the mode register without the channel
     * @param base of the address register
     * @param count of the count register: transfers - 1
     */
    Board program(int channel, int mode, int page, int base, int count) {
        out(port(channel, 0xa), 4 | (channel & 3));
        out(port(channel, 0xb), mode | (channel & 3));
        outPair(addressPort(channel), base);
        outPair(countPort(channel), count);
        return out(PAGE[channel], page);
    }

    Board unmask(int channel) {
        return out(port(channel, 0xa), channel & 3);
    }

    int address(int channel) {
        return inPair(addressPort(channel));
    }

    int count(int channel) {
        return inPair(countPort(channel));
    }

    private void clearFlipFlop(int port) {
        out(port < 0xc0 ? 0x0c : 0xd8, 0);
    }

    private long access(int port, int size, boolean write, long value) {
        long result = 0;
        for (int at = 0; at < size; at++) {
            long part = 0xff;
            for (Map.Entry<PortRange, IoHandler> window : handlers.entrySet()) {
                int offset = port + at - window.getKey().base();
                if (offset < 0 || offset >= window.getKey().length()) {
                    continue;
                }
                IoHandler handler = window.getValue();
                if (!handler.accessSizes().takes(size)) {
                    continue;
                }
                if (write) {
                    handler.write(offset, 1, (value >> (8 * at)) & 0xff);
                } else {
                    part = handler.read(offset, 1) & 0xff;
                }
            }
            result |= part << (8 * at);
        }
        return result;
    }

    // ---- what the hardware around does

    /** Puts a slave on a channel. */
    DmaChannel slave(int channel, DmaSlave slave) {
        slaves[channel] = slave;
        return level -> drive(channel, level);
    }

    /** Drives a DREQ wire; from outside a slave, {@link #settle} makes it heard. */
    void drive(int channel, boolean level) {
        if (dreq[channel] != level) {
            dreq[channel] = level;
            time.signal(() -> controller.requestChanged(channel, level));
        }
    }

    /** Drives a DREQ wire and lets the controllers answer. */
    void dreq(int channel, boolean level) {
        drive(channel, level);
        settle();
    }

    /** Runs something when all that is queued now has run. */
    void signal(Runnable action) {
        time.signal(action);
    }

    void settle() {
        run(time.now());
    }

    private void run(long end) {
        long instant = time.now();
        for (int ran = 0; time.runNext(end); ran++) {
            if (time.now() > instant) {
                instant = time.now();
                ran = 0;
            }
            if (ran > MOST_SIGNALS) {
                Assertions.fail("signals without end at one instant");
            }
        }
    }

    /** Lets virtual time pass. */
    void advance(long nanos) {
        long end = time.now() + nanos;
        run(end);
        time.passTo(end);
    }

    long now() {
        return time.now();
    }

    void reset() {
        for (int channel = 0; channel < 8; channel++) {
            drive(channel, false);
        }
        time.cancelAll();
        device.reset();
        settle();
    }

    // ---- what the card is granted

    @Override
    public String name() {
        return "i8237";
    }

    @Override
    public PortRange ports(String claim) {
        return granted.get(claim);
    }

    @Override
    public void map(String claim, IoHandler handler) {
        handlers.put(granted.get(claim), handler);
    }

    @Override
    public InterruptLine irq(String claim) {
        if (!claim.equals("terminal-count")) {
            throw new IllegalArgumentException(claim);
        }
        return level -> interrupt = level;
    }

    @Override
    public DmaChannel dma(String claim, DmaSlave slave) {
        throw new IllegalArgumentException(claim);
    }

    @Override
    public DmaBackplane provideDma(DmaController announced) {
        controller = announced;
        return this;
    }

    @Override
    public Clock clock() {
        return time;
    }

    @Override
    public void guestError(String what) {
        guestErrors.add(what);
    }

    @Override
    public boolean requested(int channel) {
        return dreq[channel];
    }

    @Override
    public int acknowledge(int channel, DmaBurst burst) {
        return slaves[channel] == null ? 0 : slaves[channel].transfer(burst);
    }

    @Override
    public AddressSpace memory(int channel) {
        return new Ram();
    }

    /** RAM from 0 up; nothing answers above it. */
    private final class Ram implements AddressSpace {

        @Override
        public BusStatus read(long address, ByteBuffer target) {
            int length = reach(address, target.remaining());
            BusStatus status = length < target.remaining() ? BusStatus.UNASSIGNED : BusStatus.OK;
            if (length > 0) {
                target.put(ram, (int) address, length);
            }
            return status;
        }

        @Override
        public BusStatus write(long address, ByteBuffer source) {
            int length = reach(address, source.remaining());
            BusStatus status = length < source.remaining() ? BusStatus.UNASSIGNED : BusStatus.OK;
            if (length > 0) {
                source.get(ram, (int) address, length);
            }
            return status;
        }

        private int reach(long address, int length) {
            return (int) Math.max(0, Math.min(length, ram.length - address));
        }
    }

    byte[] ram(int from, int length) {
        return Arrays.copyOfRange(ram, from, from + length);
    }
}
