package dev.dreq.devices.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.devices.doubles.MapState;
import dev.dreq.plugin.Device;
import dev.dreq.plugin.ScanOut;
import dev.dreq.plugin.ScanOut.Picture;
import dev.dreq.plugin.settings.Settings;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** An adapter in a slot, with 1 MiB of memory at 0 and some above 4 GiB, and a guest's hands. */
final class Bench {

    static final int RAM = 1 << 20;
    static final long HIGH = 0x1_0000_0000L;
    static final int HIGH_RAM = 0x10000;

    static final int ID = 0x800;
    static final int CAPS = 0x804;
    static final int MAXLEN = 0x808;
    static final int CTRL = 0x80c;
    static final int STATUS = 0x810;
    static final int HOST_LO = 0x814;
    static final int HOST_HI = 0x818;
    static final int COUNT = 0x81c;
    static final int VRAM = 0x820;
    static final int PITCH = 0x824;
    static final int LINE = 0x828;
    static final int MOVED = 0x82c;
    static final int RING_LO = 0x840;
    static final int RING_HI = 0x844;
    static final int RING_SIZE = 0x848;
    static final int RING_TAIL = 0x84c;
    static final int RING_HEAD = 0x850;

    static final int START = 1;
    static final int ABORT = 2;
    static final int TO_HOST = 4;
    static final int SG = 8;
    static final int IRQ_EN = 0x10;

    static final int BUSY = 1;
    static final int DONE = 2;
    static final int ERROR = 4;
    static final int ABORTED = 8;
    static final int RING = 0x10;

    private static final int RUN_LIMIT = 2_000_000;

    private final DisplayProvider provider;
    private final Settings settings;
    final FakePciSlot slot;
    final Device display;
    final byte[] ram;
    final ByteBuffer vram;

    /** Makes an adapter with 1 MiB of video memory and other settings. */
    Bench(String... namesAndValues) {
        provider = new DisplayProvider();
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("vram", "1M");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            texts.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        settings = Settings.parse(provider.settings(), texts);
        slot = new FakePciSlot(provider.function(settings));
        ram = slot.memory(0, RAM);
        slot.memory(HIGH, HIGH_RAM);
        display = provider.create(settings, slot);
        vram = slot.mapMemory(0);
    }

    private Bench(Bench other, MapState state) {
        provider = other.provider;
        settings = other.settings;
        slot = other.slot.successor();
        ram = slot.memoryAt(0);
        display = provider.restore(settings, slot, state.reader());
        slot.restoreFrom(other.slot);
        vram = slot.mapMemory(0);
    }

    /** Another machine that goes on where this one is. */
    Bench savedAndRestored() {
        return restored(saved());
    }

    /** Another machine, restored from a state. */
    Bench restored(MapState state) {
        return new Bench(this, state);
    }

    MapState saved() {
        MapState state = new MapState();
        display.save(state);
        return state;
    }

    long read(int offset, int size) {
        long ones = -1L >>> (Long.SIZE - 8 * size);
        return slot.window(2).read(offset, size) & ones;
    }

    void write(int offset, int size, long value) {
        long ones = -1L >>> (Long.SIZE - 8 * size);
        slot.window(2).write(offset, size, value & ones);
    }

    int in(int offset) {
        return (int) read(offset, 4);
    }

    Bench out(int offset, long value) {
        write(offset, 4, value);
        return this;
    }

    /** Writes a mode-setting register. */
    Bench dispi(int index, int value) {
        write(0x500 + 2 * index, 2, value);
        return this;
    }

    Bench mode(int width, int height, int bits) {
        return dispi(1, width).dispi(2, height).dispi(3, bits).dispi(4, 0x41);
    }

    Picture picture() {
        return ((ScanOut) display).picture();
    }

    /** Sets the parameters of a packet command. */
    Bench packet(long host, long count, long vramAddress) {
        out(HOST_LO, host);
        out(HOST_HI, host >>> 32);
        out(COUNT, count);
        return out(VRAM, vramAddress);
    }

    Bench rectangle(long pitch, long line) {
        return out(PITCH, pitch).out(LINE, line);
    }

    Bench start(int bits) {
        return out(CTRL, START | bits);
    }

    int status() {
        return in(STATUS);
    }

    /** Starts and lets all happen that follows. */
    int run(int bits) {
        start(bits);
        rest();
        return status();
    }

    /** Lets time pass until nothing is left to happen. */
    void rest() {
        for (int i = 0; i < RUN_LIMIT; i++) {
            if (!slot.time.runNext(Long.MAX_VALUE)) {
                return;
            }
        }
        throw new AssertionError("the engine does not come to rest");
    }

    boolean step() {
        return slot.time.runNext(Long.MAX_VALUE);
    }

    void acknowledge() {
        out(STATUS, -1);
    }

    ByteBuffer memory() {
        return ByteBuffer.wrap(ram).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Writes an entry of a scatter/gather table. */
    Bench range(int table, int index, long address, long length, int flags) {
        int at = table + 16 * index;
        memory().putLong(at, address).putInt(at + 8, (int) length).putInt(at + 12, flags);
        return this;
    }

    /** Switches a ring on. */
    Bench ring(long base, int size) {
        return out(RING_LO, base).out(RING_HI, base >>> 32).out(RING_SIZE, size);
    }

    /** Writes a linear ring entry. */
    Bench entry(int base, int index, long host, int count, int control, int vramAddress) {
        int at = base + 32 * index;
        memory().putLong(at, host)
                .putInt(at + 8, count)
                .putInt(at + 12, control)
                .putInt(at + 16, vramAddress)
                .putInt(at + 20, 0)
                .putInt(at + 24, 0)
                .putInt(at + 28, 0);
        return this;
    }

    int entryStatus(int base, int index) {
        return memory().getInt(base + 32 * index + 28);
    }

    byte[] vramBytes() {
        byte[] bytes = new byte[vram.capacity()];
        vram.get(0, bytes);
        return bytes;
    }

    /** Fills memory and video memory. */
    Bench filled(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        random.nextBytes(ram);
        byte[] bytes = new byte[vram.capacity()];
        random.nextBytes(bytes);
        vram.put(0, bytes);
        return this;
    }

    void assertAlive(String message) {
        slot.busMaster = true;
        slot.reset();
        display.reset();
        packet(0x100, 64, 0x200);
        assertEquals(DONE, run(0), message);
        assertEquals(64, in(MOVED), message);
    }
}
