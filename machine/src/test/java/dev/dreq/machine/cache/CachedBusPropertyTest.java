package dev.dreq.machine.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.machine.Machine;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.cpu.RamRange;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is loaded, stored, cleaned and moved by devices, in ranges or by scalars. */
class CachedBusPropertyTest {
    private static final int SIZE = 0xc000;
    private static final int ROM = 0x8000;
    private static final int ROM_END = 0x9800;
    private static final int PLACES = 4;
    private static final int STEPS = 1_500;

    private final Machine machine =
            Machine.builder().memory(1 << 20).rom(ROM, new byte[ROM_END - ROM]).build();
    private final CpuBus device = machine.bus();
    private final WriteBackCache cache =
            new WriteBackCache(
                    device,
                    List.of(new RamRange(0, ROM), new RamRange(0xa000, 0xa0000 - 0xa000)),
                    PLACES);
    private final CpuBus cpu = new CachedBus(device, cache);
    private final ByteCache model = new ByteCache(new byte[SIZE], ROM, ROM_END, PLACES);

    private SplittableRandom random = new SplittableRandom(0);
    private String step = "";

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void isWhatTheByteWiseModelSays(int seed) {
        random = new SplittableRandom(seed);
        for (int i = 0; i < STEPS; i++) {
            int length = 1 + random.nextInt(random.nextInt(3) == 0 ? 4096 : 150);
            int at = random.nextInt(SIZE - length);
            int kind = random.nextInt(11);
            step = "seed %d, step %d: %d of %x+%x".formatted(seed, i, kind, at, length);
            step(kind, at, length);
        }
        for (int page = 0; page < SIZE; page += 4096) {
            read(page, 4096);
        }
        byte[] memory = new byte[SIZE];
        device.read(0, memory, 0, SIZE);
        assertArrayEquals(model.memory, memory, "memory, seed " + seed);
    }

    private void step(int kind, int at, int length) {
        switch (kind) {
            case 0 -> read(at, length);
            case 1 -> write(at, length);
            case 2 -> fill(at, length);
            case 3 -> copy(at, random.nextInt(SIZE - length), length);
            case 4, 5 -> load(at, 1 << random.nextInt(4));
            case 6, 7 -> store(at, 1 << random.nextInt(4));
            case 8 -> deviceWrites(at, length);
            case 9 -> maintain(at, length);
            default -> uncached(at, length);
        }
    }

    private static void each(int at, int length, IntConsumer action) {
        IntStream.range(at, at + length).forEach(action);
    }

    private byte[] loaded(int at, int length) {
        byte[] bytes = new byte[length];
        each(at, length, i -> bytes[i - at] = model.load(i));
        return bytes;
    }

    private byte[] noise(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private void read(int at, int length) {
        byte[] found = new byte[length + 2];
        cpu.read(at, found, 1, length);
        byte[] expected = new byte[length + 2];
        System.arraycopy(loaded(at, length), 0, expected, 1, length);
        assertArrayEquals(expected, found, step);
    }

    private void write(int at, int length) {
        byte[] bytes = noise(length + 1);
        cpu.write(at, bytes, 1, length);
        each(at, length, i -> model.store(i, bytes[1 + i - at]));
    }

    private void fill(int at, int length) {
        int value = random.nextInt();
        cpu.fill(at, length, value);
        each(at, length, i -> model.store(i, (byte) value));
    }

    private void copy(int target, int source, int length) {
        cpu.copy(target, source, length);
        byte[] bytes = loaded(source, length);
        each(target, length, i -> model.store(i, bytes[i - target]));
    }

    private void load(int any, int size) {
        int at = Math.min(any, SIZE - size);
        long expected = 0;
        byte[] bytes = loaded(at, size);
        for (int i = 0; i < size; i++) {
            expected |= (bytes[i] & 0xffL) << (8 * i);
        }
        long found =
                switch (size) {
                    case 1 -> cpu.load8(at);
                    case 2 -> cpu.load16(at);
                    case 4 -> cpu.load32(at) & 0xffff_ffffL;
                    default -> cpu.load64(at);
                };
        assertEquals(expected, found, step);
    }

    private void store(int any, int size) {
        int at = Math.min(any, SIZE - size);
        long value = random.nextLong();
        switch (size) {
            case 1 -> cpu.store8(at, (int) value);
            case 2 -> cpu.store16(at, (int) value);
            case 4 -> cpu.store32(at, (int) value);
            default -> cpu.store64(at, value);
        }
        each(at, size, i -> model.store(i, (byte) (value >>> (8 * (i - at)))));
    }

    private void deviceWrites(int at, int length) {
        byte[] bytes = noise(length);
        device.write(at, bytes, 0, length);
        each(at, length, i -> model.deviceWrites(i, bytes[i - at]));
    }

    private void maintain(int at, int length) {
        if (random.nextBoolean()) {
            cache.clean(at, length);
            each(at, length, model::clean);
        } else {
            cache.invalidate(at, length);
            each(at, length, model::invalidate);
        }
    }

    private void uncached(int at, int length) {
        boolean out = random.nextInt(3) == 0;
        cache.uncached(at, length, out);
        for (int page = at / 4096; page <= (at + length - 1) / 4096; page++) {
            model.uncached(page * 4096, out);
        }
    }
}
