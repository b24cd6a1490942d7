package dev.dreq.devices.display;

import static dev.dreq.devices.display.Bench.DONE;
import static dev.dreq.devices.display.Bench.ERROR;
import static dev.dreq.devices.display.Bench.MOVED;
import static dev.dreq.devices.display.Bench.RING_SIZE;
import static dev.dreq.devices.display.Bench.RING_TAIL;
import static dev.dreq.devices.display.Bench.SG;
import static dev.dreq.devices.display.Bench.TO_HOST;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.plugin.ScanOut.Picture;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ranges, sizes and modes at, across and beyond every edge; a test for each class of known attacks.
 */
class HostileRangesTest {

    @Test
    @DisplayName("display bigger than memory: every combination of ffff in the eleven registers")
    void everyCombinationOfOnes() {
        Bench bench = new Bench();
        for (int plain : new int[] {64, 0}) {
            for (int ones = 0; ones < 1 << 11; ones++) {
                for (int i = 0; i < 11; i++) {
                    int value = i == 3 ? 32 : i == 4 ? 0x81 : plain;
                    bench.dispi(i, (ones >> i & 1) == 0 ? value : 0xffff);
                }
                assertEquals(64 * 64, bench.picture().pixels().length);
            }
        }
        bench.mode(64, 64, 16);
        assertEquals(64, bench.picture().width());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    @DisplayName("display bigger than memory: registers near the edge of what fits")
    void modesNearTheEdge(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] edges = {0, 1, 63, 64, 65, 255, 256, 512, 1024, 4096, 8192, 16000, 16001, 0xffff};
        Bench bench = new Bench();
        for (int i = 0; i < 400; i++) {
            for (int index = 1; index < 10; index++) {
                int value = edges[random.nextInt(edges.length)] + random.nextInt(-1, 2);
                bench.dispi(index, index == 3 ? 16 << random.nextInt(2) : value);
            }
            bench.dispi(4, 0x81);
            Picture picture = bench.picture();
            assertTrue(picture.pixels().length <= (1 << 20) / 2, "seed %d, %d".formatted(seed, i));
        }
    }

    @Test
    @DisplayName("bank window: there is none, the register has no effect")
    void bank() {
        Bench bench = new Bench().mode(64, 64, 32).filled(7);
        int[] before = bench.picture().pixels();
        assertEquals(0xffff, bench.dispi(5, 0xffff).read(0x50a, 2));
        assertArrayEquals(before, bench.picture().pixels());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    @DisplayName("blit bounds: rectangles at, across and beyond every edge")
    void blits(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] edges = {0, 1, 2, 100, 4096, 0xf_fffeL, 0x10_0000L, 0x7fff_ffffL, 0xffff_fffeL};
        Bench bench = new Bench("burst", "256M", "max-transfer", "256M").filled(seed);
        byte[] model = bench.vramBytes();
        for (int i = 0; i < 600; i++) {
            int count = 1 + random.nextInt(300);
            long at = edge(random, edges);
            long pitch = edge(random, edges);
            long line = edge(random, edges);
            boolean lines = pitch == 0 || (line != 0 && line <= pitch);
            boolean inside = lines && last(count, at, pitch, line) < bench.vram.capacity();
            for (int k = 0; inside && k < count; k++) {
                model[(int) last(k + 1, at, pitch, line)] = bench.ram[0x1000 + k];
            }
            bench.acknowledge();
            bench.packet(0x1000, count, at).rectangle(pitch, line);
            int expected = inside ? DONE : lines ? ERROR | 0x400 : ERROR | 0x500;
            String message =
                    "seed %d: %d at %x, pitch %x, line %x".formatted(seed, count, at, pitch, line);
            assertEquals(expected, bench.run(0), message);
            if (i % 50 == 0) {
                assertArrayEquals(model, bench.vramBytes(), message);
            }
        }
        assertArrayEquals(model, bench.vramBytes(), "seed " + seed);
    }

    private static long edge(SplittableRandom random, long[] edges) {
        return Math.max(0, edges[random.nextInt(edges.length)] + random.nextInt(-1, 2));
    }

    private static long last(long count, long at, long pitch, long line) {
        long k = count - 1;
        return pitch == 0 ? at + k : at + k / line * pitch + k % line;
    }

    @Test
    @DisplayName("divide by zero: 0 in every size, pitch and count")
    void zeroEverywhere() {
        for (int zero = 0; zero < 1 << 4; zero++) {
            for (int bits : new int[] {0, TO_HOST, SG, SG | TO_HOST}) {
                Bench bench = new Bench().filled(8).range(0x40, 0, 0x2000, 16, 0);
                bench.packet(0x40, (zero & 1) == 0 ? 1 : 0, 0);
                bench.rectangle((zero & 2) == 0 ? 4 : 0, (zero & 4) == 0 ? 2 : 0);
                bench.out(RING_SIZE, (zero & 8) == 0 ? 2 : 0).out(RING_TAIL, 0);
                assertTrue((bench.run(bits) & (DONE | ERROR)) != 0);
            }
        }
    }

    @Test
    @DisplayName("buffer range: counts 0, 1, size-1, size, size+1 and -1")
    void bufferRange() {
        long size = 1 << 20;
        for (int bits : new int[] {0, TO_HOST}) {
            for (long count : new long[] {1, size - 1, size}) {
                Bench bench = new Bench().packet(0, count, 0);
                assertEquals(DONE, bench.run(bits), "count " + count);
                assertEquals(count, bench.in(MOVED));
            }
            assertEquals(ERROR | 0x300, new Bench().packet(0, 0, 0).run(bits));
            assertEquals(ERROR | 0x300, new Bench().packet(0, -1, 0).run(bits));
            assertEquals(ERROR | 0x400, new Bench().packet(0, size + 1, 0).run(bits));
            assertEquals(ERROR | 0x400, new Bench().packet(0, size, 1).run(bits));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, TO_HOST})
    @DisplayName("4 GiB edge: ranges up to it, across it and behind it")
    void fourGigabytes(int bits) {
        for (long host : new long[] {0xffff_ffe0L, 0xffff_fff0L, 0x1_0000_0000L}) {
            Bench bench = new Bench().filled(11);
            byte[] below = bench.slot.memory(0xffff_0000L, 0x10000);
            assertEquals(DONE, bench.packet(host, 32, 64).run(bits), "at %x".formatted(host));
            byte[] above = bench.slot.memoryAt(Bench.HIGH);
            for (int i = 0; bits == TO_HOST && i < 32; i++) {
                long at = host + i - Bench.HIGH;
                byte got = at < 0 ? below[(int) at + 0x10000] : above[(int) at];
                assertEquals(bench.vram.get(64 + i), got, "at %x".formatted(host + i));
            }
            Bench narrow = new Bench("dma64", "off");
            narrow.slot.memory(0xffff_0000L, 0x10000);
            int expected = host == 0xffff_ffe0L ? DONE : ERROR | 0x500;
            narrow.entry(0x8000, 0, host, 32, bits, 64).ring(0x8000, 2).out(RING_TAIL, 1).rest();
            assertEquals(expected, narrow.entryStatus(0x8000, 0), "at %x".formatted(host));
        }
    }

    @Test
    @DisplayName("access sizes: 1, 2, 4 and 8 bytes at each offset, across the end")
    void accessSizes() {
        Bench bench = new Bench("bandwidth", "0");
        for (int size : new int[] {1, 2, 4, 8}) {
            for (int at = 0; at < 0x1000; at++) {
                long before = bench.read(at, size);
                bench.write(at, size, -1);
                bench.write(at, size, 0);
                if (at >= 0x900 || (at >= 0x400 && at + size <= 0x500)) {
                    assertEquals(-1L >>> (64 - 8 * size), before, "offset %x".formatted(at));
                }
                bench.rest();
            }
        }
        bench.assertAlive("after all");
    }
}
