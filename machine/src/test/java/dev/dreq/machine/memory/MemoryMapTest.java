package dev.dreq.machine.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.machine.Handlers.Recorder;
import dev.dreq.machine.Trace;
import dev.dreq.machine.io.Enclosure;
import dev.dreq.machine.io.Window;
import dev.dreq.plugin.io.AccessSizes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryMapTest {

    private static final int SPACE = 0x10000;

    private final MemoryMap map = new MemoryMap();
    private final MemoryRanges ranges = new MemoryRanges(map);

    private static Region window(long base, Recorder handler) {
        Enclosure device = new Enclosure("card0", Trace.OFF);
        return Region.device(
                new Window("w", base, handler.bytes.length, handler, device, Trace.OFF), 1);
    }

    @Test
    void whereNothingIsReadsGiveZerosAndWritesVanish() {
        for (long address :
                new long[] {0, 0xfff, 1L << 32, 1L << 52, Long.MAX_VALUE, -1, -8, Long.MIN_VALUE}) {
            map.store(address, 8, -1);
            assertEquals(0, map.load(address, 8), Long.toHexString(address));
        }
    }

    @Test
    void aRangeOfTheWholeAddressSpaceEndsAtOnce() {
        ranges.fill(-1, Long.MAX_VALUE, (byte) 1);
        ranges.fill(0, Long.MAX_VALUE, (byte) 1);
        ranges.copy(5, 0, Long.MAX_VALUE);
        ranges.copy(0, 5, Long.MAX_VALUE);
        ranges.copy(Long.MIN_VALUE, -1, Long.MAX_VALUE);
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) 7);
        ranges.read(-16, bytes, 0, 32);
        assertArrayEquals(new byte[32], bytes);
    }

    @Test
    void anAccessOfASizeThatTheWindowRefusesIsNotForTheDevice() {
        Recorder handler = new Recorder("d", 16, new AccessSizes(4, 4, 4));
        map.add(List.of(window(0x1000, handler)));
        assertEquals(0xff, map.load(0x1000, 1));
        assertEquals(-1, map.load(0x1000, 8));
        map.store(0x1000, 2, 0x1234);
        map.store(0x1004, 4, 0x12345678);
        assertEquals(0x12345678, map.load(0x1004, 4));
        assertEquals(List.of("d w4@4=12345678", "d r4@4"), handler.log);
    }

    @Test
    void anAccessAcrossABorderIsDividedThere() {
        Recorder handler = new Recorder("d", 0x1000, AccessSizes.ANY);
        MemoryBank bank = MemoryBank.withoutNativeAccess(0x1000);
        map.add(List.of(Region.ram(0, 0x1000, bank, 0, 0), window(0x1000, handler)));
        map.store(0xffe, 4, 0x44332211);
        assertEquals(0x44332211, map.load(0xffe, 4));
        assertEquals(0x2211, map.load(0xffe, 2));
        assertEquals(List.of("d w2@0=4433", "d r2@0"), handler.log);
    }

    @Test
    void aWindowBehindItsEndIsNothing() {
        Recorder handler = new Recorder("d", 3, AccessSizes.ANY);
        map.add(List.of(window(0x1000, handler)));
        map.store(0x1001, 8, -1);
        assertEquals(0xffff, map.load(0x1001, 8));
    }

    @Test
    void theRegionOfHigherPriorityIsSeenAndWhatItHidIsBackWhenItGoes() {
        MemoryBank ram = MemoryBank.withoutNativeAccess(0x3000);
        MemoryBank rom = MemoryBank.withoutNativeAccess(0x800);
        rom.fill(0, 0x800, (byte) 0xf4);
        Region over = Region.rom(0x1400, rom, 1);
        map.add(List.of(Region.ram(0, 0x3000, ram, 0, 0), over));
        ranges.fill(0, 0x3000, (byte) 0x11);
        assertEquals(0x11, map.load(0x13ff, 1));
        assertEquals(0xf4, map.load(0x1400, 1));
        assertEquals(0xf4, map.load(0x1bff, 1));
        assertEquals(0x11f4, map.load(0x1bff, 2));
        map.remove(over);
        assertEquals(0, map.load(0x1400, 8), "writes to ROM do not reach what is below");
        assertEquals(0x11, map.load(0x1c00, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void behavesLikeANaiveByteModel(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] model = new byte[SPACE];
        int[] kind = new int[SPACE]; // 0 nothing, 1 RAM, 2 ROM
        List<Region> regions = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            int start = random.nextInt(SPACE - 0x2000);
            if (random.nextBoolean()) {
                start &= ~0xfff;
            }
            int length = 1 + random.nextInt(0x2000);
            MemoryBank bank = MemoryBank.withoutNativeAccess(length);
            boolean rom = random.nextInt(3) == 0;
            if (rom) {
                byte[] image = new byte[length];
                new SplittableRandom(seed + i).nextBytes(image);
                bank.write(0, image, 0, length);
                regions.add(Region.rom(start, bank, 0));
                System.arraycopy(image, 0, model, start, length);
            } else {
                regions.add(Region.ram(start, length, bank, 0, 0));
                Arrays.fill(model, start, start + length, (byte) 0);
            }
            Arrays.fill(kind, start, start + length, rom ? 2 : 1);
        }
        map.add(regions);
        for (int step = 0; step < 2000; step++) {
            act(random, model, kind, "seed %d, step %d".formatted(seed, step));
        }
        byte[] all = new byte[SPACE];
        ranges.read(0, all, 0, SPACE);
        assertArrayEquals(model, all, "seed " + seed);
    }

    private void act(SplittableRandom random, byte[] model, int[] kind, String where) {
        int size = 1 << random.nextInt(4);
        int address = random.nextInt(SPACE - 8);
        switch (random.nextInt(5)) {
            case 0 -> {
                long value = random.nextLong();
                map.store(address, size, value);
                for (int i = 0; i < size; i++) {
                    put(model, kind, address + i, (byte) (value >>> (8 * i)));
                }
            }
            case 1 -> {
                long expected = 0;
                for (int i = 0; i < size; i++) {
                    expected |= (model[address + i] & 0xffL) << (8 * i);
                }
                assertEquals(expected, map.load(address, size), where);
            }
            case 2 -> {
                int length = random.nextInt(Math.min(SPACE - address, 0x3000));
                byte value = (byte) random.nextInt();
                ranges.fill(address, length, value);
                for (int i = 0; i < length; i++) {
                    put(model, kind, address + i, value);
                }
            }
            case 3 -> {
                int length = random.nextInt(Math.min(SPACE - address, 0x3000));
                byte[] bytes = new byte[length + 7];
                new SplittableRandom(random.nextLong()).nextBytes(bytes);
                ranges.write(address, bytes, 5, length);
                for (int i = 0; i < length; i++) {
                    put(model, kind, address + i, bytes[5 + i]);
                }
            }
            default -> {
                int near = Math.max(0, address + random.nextInt(0x2000) - 0x1000);
                int target = Math.min(near, SPACE - 8);
                int length = random.nextInt(Math.min(SPACE - Math.max(address, target), 0x3000));
                byte[] source = Arrays.copyOfRange(model, address, address + length);
                ranges.copy(target, address, length);
                for (int i = 0; i < length; i++) {
                    put(model, kind, target + i, source[i]);
                }
            }
        }
    }

    private static void put(byte[] model, int[] kind, int at, byte value) {
        if (kind[at] == 1) {
            model[at] = value;
        }
    }
}
