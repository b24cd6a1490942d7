package dev.dreq.devices.display;

import static dev.dreq.devices.display.Bench.BUSY;
import static dev.dreq.devices.display.Bench.CTRL;
import static dev.dreq.devices.display.Bench.DONE;
import static dev.dreq.devices.display.Bench.ERROR;
import static dev.dreq.devices.display.Bench.IRQ_EN;
import static dev.dreq.devices.display.Bench.MOVED;
import static dev.dreq.devices.display.Bench.RING_HEAD;
import static dev.dreq.devices.display.Bench.RING_SIZE;
import static dev.dreq.devices.display.Bench.RING_TAIL;
import static dev.dreq.devices.display.Bench.SG;
import static dev.dreq.devices.display.Bench.STATUS;
import static dev.dreq.devices.display.Bench.TO_HOST;
import static dev.dreq.devices.display.FakePciSlot.DEVICES;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.devices.doubles.MapState;
import dev.dreq.plugin.state.StateException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a guest does with the engine, it keeps its bounds; a test for each class of known
 * attacks.
 */
class HostileGuestTest {

    private static final int RING = 0x8000;

    @Test
    @DisplayName("DMA to own MMIO: data, table elements, tables, ring entries and their status")
    void dmaToOwnRegisters() {
        Bench bench = new Bench().filled(1);
        long control = DEVICES + CTRL;
        bench.range(0x40, 0, 0x2000, 16, 0).range(0x40, 1, control, 4, 0).packet(0x40, 2, 0);
        assertEquals(ERROR | 0x600, bench.run(SG | TO_HOST));
        assertEquals(16, bench.in(MOVED));
        bench.acknowledge();
        assertEquals(ERROR | 0x600, bench.packet(control, 4, 0).run(TO_HOST));
        bench.acknowledge();
        assertEquals(ERROR | 0x600, bench.packet(DEVICES, 4, 0).run(SG));
        bench.acknowledge();
        long other = DEVICES + 0x100_0000;
        assertEquals(ERROR | 0x600, bench.packet(other, 4, 0).run(TO_HOST), "another's registers");
        bench.acknowledge();
        bench.ring(DEVICES, 4).out(RING_TAIL, 1).rest();
        assertEquals(ERROR | 0x200, bench.status());
        bench.acknowledge();
        bench.entry(RING, 0, DEVICES + RING_TAIL, 4, TO_HOST, 0);
        bench.ring(RING, 4).out(RING_TAIL, 1).rest();
        assertEquals(ERROR | 0x600, bench.entryStatus(RING, 0));
        assertEquals(0, bench.status());
        bench.assertAlive("after all");
    }

    @Test
    @DisplayName("endless recursion: START and doorbells in the handler of the interrupt")
    void startInsideTheInterrupt() {
        Bench bench = new Bench("bandwidth", "0").packet(0, 16, 0).ring(RING, 4096);
        for (int i = 0; i < 4096; i++) {
            bench.entry(RING, i, 0x100, 16, IRQ_EN, 0);
        }
        int[] depth = {0, 0};
        bench.slot.onRise =
                () -> {
                    depth[1] = Math.max(depth[1], ++depth[0]);
                    if (bench.slot.rises < 5000) {
                        bench.out(STATUS, -1);
                        bench.out(RING_TAIL, bench.slot.rises % 4096);
                        bench.start(IRQ_EN);
                    }
                    depth[0]--;
                };
        bench.start(IRQ_EN);
        bench.rest();
        assertTrue(bench.slot.rises >= 4096, "rises " + bench.slot.rises);
        assertEquals(1, depth[1]);
        bench.assertAlive("after all");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abort", "ring off", "another ring", "start", "reset"})
    @DisplayName("handler re-enters the controller: within the handler of its interrupt")
    void handlerReentersTheEngine(String what) {
        Bench bench = new Bench("burst", "1K").filled(12).packet(0, 4096, 0).ring(RING, 4);
        for (int i = 0; i < 4; i++) {
            bench.entry(RING, i, 0x100, 4096, IRQ_EN, 0);
        }
        int[] calls = {0};
        bench.slot.onRise =
                () -> {
                    calls[0]++;
                    switch (what) {
                        case "abort" -> bench.out(CTRL, Bench.ABORT | IRQ_EN);
                        case "ring off" -> bench.out(RING_SIZE, 0);
                        case "another ring" ->
                                bench.out(RING_SIZE, 0).ring(RING, 2).out(RING_TAIL, 1);
                        case "start" -> bench.start(calls[0] < 10 ? IRQ_EN : 0);
                        default -> {
                            bench.slot.reset();
                            bench.display.reset();
                        }
                    }
                    bench.acknowledge();
                };
        bench.start(IRQ_EN).out(RING_TAIL, 3);
        for (int i = 0; i < 1000 && bench.step(); i++) {
            assertTrue(calls[0] <= i + 1, "one call for each step at most");
        }
        bench.slot.onRise = () -> {};
        assertTrue(calls[0] > 0, what);
        bench.assertAlive(what);
    }

    @Test
    @DisplayName("endless list: entries of zeros, in a table and in a ring")
    void zeros() {
        Bench bench = new Bench().packet(0x40, 256, 0);
        assertEquals(ERROR | 0x300, bench.run(SG));
        bench.acknowledge();
        bench.ring(RING, 4096).out(RING_TAIL, 4095).rest();
        assertEquals(4095, bench.in(RING_HEAD));
        assertEquals(0, bench.slot.time.now(), "which takes no time");
        assertEquals(1 + 2 * 4095, bench.slot.accesses.size());
        for (int i = 0; i < 4095; i++) {
            assertEquals(ERROR | 0x300, bench.entryStatus(RING, i));
        }
    }

    @Test
    @DisplayName("endless list: thousands of doorbells without progress")
    void doorbells() {
        Bench bench = new Bench().ring(RING, 4);
        for (int i = 0; i < 10_000; i++) {
            bench.out(RING_TAIL, 0);
        }
        assertFalse(bench.slot.time.anyTimerArmed());
        bench.entry(RING, 0, 0x100, 16, 0, 0).out(RING_TAIL, 1);
        for (int i = 0; i < 10_000; i++) {
            bench.out(RING_TAIL, 1);
        }
        bench.rest();
        assertEquals(3, bench.slot.accesses.size());
    }

    @Test
    @DisplayName("zero entries: a table of none ends with an error at once")
    void zeroEntries() {
        assertEquals(ERROR | 0x300, new Bench().packet(0x40, 0, 0).start(SG).status());
    }

    @ParameterizedTest
    @ValueSource(longs = {257, 4097, 0x1000_0000L, 0x1000_0001L, 0x8000_0000L, 0xffff_ffffL})
    @DisplayName("count above the array: a table larger than the engine's")
    void countAboveTheArray(long count) {
        Bench bench = new Bench().packet(0x40, count, 0);
        assertEquals(ERROR | 0x300, bench.run(SG));
        assertEquals(0, bench.slot.accesses.size());
    }

    @Test
    @DisplayName("length arithmetic: sums and ends that wrap 2^32 or 2^64")
    void lengthArithmetic() {
        long[] values = {0, 1, 0x7fff_ffffL, 0x8000_0000L, 0xffff_fff0L, 0xffff_ffffL};
        Bench bench = new Bench();
        byte[] vram = bench.filled(3).vramBytes();
        byte[] ram = bench.ram.clone();
        for (long host : new long[] {-1, -16, Long.MIN_VALUE, Long.MAX_VALUE, 0xffff_fff0L}) {
            for (long count : values) {
                for (long at : values) {
                    for (long pitch : values) {
                        bench.packet(host, count, at).rectangle(pitch, values[5]);
                        assertEquals(ERROR, bench.run(0) & 0xff);
                        bench.acknowledge();
                        assertEquals(ERROR, bench.run(SG | TO_HOST) & 0xff);
                        bench.acknowledge();
                    }
                }
            }
        }
        assertArrayEquals(vram, bench.vramBytes());
        assertArrayEquals(ram, bench.ram);
        bench.range(0x40, 0, 0x2000, 0xffff_ffffL, 0).range(0x40, 1, 0x2000, 17, 0);
        bench.packet(0x40, 2, 0).rectangle(0, 0);
        assertEquals(ERROR | 0x300, bench.run(SG), "the sum is not 16");
    }

    @Test
    @DisplayName("double fetch: a table inside the destination")
    void tableInsideTheDestination() {
        Bench bench = new Bench().filled(4);
        for (int i = 0; i < 4; i++) {
            bench.range(0x40, i, 0x40, 64, 0);
        }
        byte[] expected = bench.ram.clone();
        bench.vram.get(192, expected, 0x40, 64);
        bench.packet(0x40, 4, 0);
        assertEquals(DONE, bench.run(SG | TO_HOST));
        assertEquals(256, bench.in(MOVED));
        assertArrayEquals(expected, bench.ram);
    }

    @Test
    @DisplayName("double fetch: a ring whose entries the ring itself overwrites")
    void ringOverwritesItself() {
        Bench bench = new Bench().filled(5);
        bench.entry(RING, 0, RING, 128, TO_HOST, 0);
        bench.ring(RING, 4).out(RING_TAIL, 3).rest();
        assertEquals(3, bench.in(RING_HEAD));
        assertEquals(DONE, bench.entryStatus(RING, 0));
        bench.assertAlive("after all");
    }

    @Test
    @DisplayName("registers changed mid-transfer: all of them, at every step")
    void registersChangedMidTransfer() {
        Bench bench = new Bench("burst", "64").filled(6).packet(0x2000, 6400, 0x40);
        byte[] expected = bench.vramBytes();
        for (int k = 0; k < 6400; k++) {
            expected[0x40 + k / 100 * 200 + k % 100] = bench.ram[0x2000 + k];
        }
        bench.rectangle(200, 100).start(0);
        SplittableRandom random = new SplittableRandom(6);
        do {
            for (int at : new int[] {0x814, 0x818, 0x81c, 0x820, 0x824, 0x828, 0x840, 0x848}) {
                bench.out(at, random.nextInt());
            }
            bench.out(CTRL, random.nextInt() & ~Bench.ABORT);
            for (int i = 0; i < 12; i++) {
                bench.dispi(i, i == 4 ? 0 : random.nextInt());
            }
        } while (bench.step());
        assertEquals(DONE, bench.status());
        assertArrayEquals(expected, bench.vramBytes());
    }

    @Test
    @DisplayName("bus master off: nothing is read or written, and the engine stops")
    void busMasterOff() {
        Bench bench = new Bench().filled(9).packet(0x40, 16, 0).ring(RING, 4);
        byte[] vram = bench.vramBytes();
        byte[] ram = bench.ram.clone();
        bench.slot.busMaster = false;
        for (int bits : new int[] {0, TO_HOST}) {
            assertEquals(ERROR | 0x100, bench.run(bits));
            bench.acknowledge();
        }
        bench.out(RING_TAIL, 2).rest();
        assertEquals(ERROR | 0x100, bench.status());
        assertArrayEquals(vram, bench.vramBytes());
        assertArrayEquals(ram, bench.ram);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5})
    @DisplayName("surprise removal, deadlock: a reset while DMA is queued leaves memory alone")
    void resetWhileQueued(int steps) {
        Bench bench = new Bench("burst", "1K").filled(10).packet(0, 4096, 0).ring(RING, 4);
        bench.entry(RING, 0, 0x100, 4096, TO_HOST, 0).start(TO_HOST).out(RING_TAIL, 1);
        for (int i = 0; i < steps; i++) {
            bench.step();
        }
        assertEquals(BUSY, bench.status() & BUSY);
        bench.display.reset();
        byte[] ram = bench.ram.clone();
        bench.rest();
        assertArrayEquals(ram, bench.ram);
        assertEquals(0, bench.status());
        assertFalse(bench.slot.irq);
        bench.assertAlive("after " + steps);
    }

    @Test
    @DisplayName("bandwidth that makes a step take 0 ns: it takes one")
    void stepsTakeTime() {
        Bench bench = new Bench("bandwidth", "1T", "burst", "1").packet(0, 1000, 0);
        bench.start(0);
        for (long now = 1; now <= 1000; now++) {
            assertTrue(bench.slot.time.runNext(now));
            assertFalse(bench.slot.time.runNext(now));
            assertEquals(now, bench.in(MOVED));
        }
        assertEquals(DONE, bench.status());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    @DisplayName("a storm of accesses")
    void storm(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] values = {0, 1, 2, 4, 16, 64, 0x40, 0x1000, 0x8000, 0xf_ffffL, 0x10_0000L, -1};
        Bench bench =
                new Bench("burst", "4K", "bandwidth", seed % 2 == 0 ? "0" : "133M").filled(seed);
        for (int i = 0; i < 20_000; i++) {
            switch (random.nextInt(16)) {
                case 0 -> bench.read(random.nextInt(0x1000), 1 << random.nextInt(4));
                case 1 ->
                        bench.write(
                                random.nextInt(0x1000), 1 << random.nextInt(4), random.nextLong());
                case 2, 3 -> bench.step();
                case 4 -> bench.dispi(random.nextInt(12), random.nextInt());
                case 5 -> bench.start(random.nextInt(8) << 2);
                case 6 -> bench.out(RING_TAIL, random.nextInt(5));
                case 7 -> bench.out(RING_SIZE, 1L << random.nextInt(13));
                case 8 -> bench.slot.busMaster = random.nextInt(8) != 0;
                case 9 -> bench.range(0x40, random.nextInt(4), random.nextInt(1 << 21), 64, 0);
                case 10 -> bench.acknowledge();
                default ->
                        bench.out(
                                0x814 + 4 * random.nextInt(16),
                                values[random.nextInt(values.length)]);
            }
        }
        bench.rest();
        bench.assertAlive("seed " + seed);
    }

    @Test
    @DisplayName("saved state with anything else in the place of a value")
    void spoiledState() {
        SplittableRandom random = new SplittableRandom(0x5a7e);
        List<String> texts = List.of("", "IDLE", "PACKET", "FETCH", "ENTRY");
        int ran = 0;
        for (int i = 0; i < 600; i++) {
            Bench bench = new Bench("burst", "700").mode(64, 64, 32).ring(RING, 4);
            bench.range(0x40, 0, 0x2001, 1500, 0).range(0x40, 1, 0x4003, 1500, 0);
            bench.entry(RING, 0, 0x40, 2, SG, 0x900).entry(RING, 1, 0x100, 2000, IRQ_EN, 0);
            bench.packet(0x40, 2, 0x100).rectangle(64, 40).start(IRQ_EN | SG).out(RING_TAIL, 2);
            for (int k = random.nextInt(12); k > 0; k--) {
                bench.step();
            }
            MapState state = bench.saved();
            for (int k = random.nextInt(4); k >= 0; k--) {
                state.spoil(random, texts);
            }
            Bench then;
            try {
                then = bench.restored(state);
            } catch (StateException refused) {
                continue;
            }
            then.picture();
            then.rest();
            then.out(RING_TAIL, random.nextInt(4)).start(SG | TO_HOST).rest();
            then.assertAlive("seed 5a7e, round " + i);
            ran++;
        }
        assertTrue(ran > 100, "only %d were not refused, seed 5a7e".formatted(ran));
    }
}
