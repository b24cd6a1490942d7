package dev.dreq.devices.display;

import static dev.dreq.devices.display.Bench.DONE;
import static dev.dreq.devices.display.Bench.IRQ_EN;
import static dev.dreq.devices.display.Bench.SG;
import static dev.dreq.devices.display.Bench.TO_HOST;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes arrive exactly where a model that moves them one by one puts them, and nowhere else. */
class TransferPropertiesTest {

    private static final int TABLE = 0;
    private static final int RING = 0x4000;
    private static final int DATA = 0x8000;
    private static final int VRAM = 1 << 20;

    /** A range of host memory. */
    private record Range(int address, int length) {}

    /** A random command, valid in memory and in video memory. */
    private record Command(
            List<Range> ranges, boolean toHost, boolean sg, int vram, int pitch, int line) {

        static Command random(SplittableRandom random) {
            boolean sg = random.nextBoolean();
            List<Range> ranges = new ArrayList<>();
            int total = 0;
            int count = sg ? random.nextInt(1, 12) : 1;
            for (int i = 0; i < count; i++) {
                int length = 1 + random.nextInt(1 << random.nextInt(1, 14));
                ranges.add(new Range(random.nextInt(DATA, Bench.RAM - length), length));
                total += length;
            }
            boolean lines = random.nextBoolean();
            int line = lines ? random.nextInt(Math.max(1, total / 300), total + 10) : 0;
            int most = lines ? Math.max(line, VRAM / (total / line + 1)) : 0;
            int pitch = lines ? random.nextInt(line, most + 1) : 0;
            int last = lines ? (total - 1) / line * pitch + (total - 1) % line : total - 1;
            int vram = random.nextInt(0, VRAM - last);
            return new Command(ranges, random.nextBoolean(), sg, vram, pitch, line);
        }

        int control() {
            return (toHost ? TO_HOST : 0) | (sg ? SG : 0);
        }

        /** Writes the table, if there is one, and tells what to put in HOST and COUNT. */
        Range place(Bench bench, int table) {
            if (!sg) {
                return ranges.get(0);
            }
            for (int i = 0; i < ranges.size(); i++) {
                bench.range(table, i, ranges.get(i).address(), ranges.get(i).length(), 0);
            }
            return new Range(table, ranges.size());
        }

        void model(byte[] ram, byte[] vramBytes) {
            int k = 0;
            for (Range range : ranges) {
                for (int i = 0; i < range.length(); i++, k++) {
                    int at = vram + (pitch == 0 ? k : k / line * pitch + k % line);
                    if (toHost) {
                        ram[range.address() + i] = vramBytes[at];
                    } else {
                        vramBytes[at] = ram[range.address() + i];
                    }
                }
            }
        }
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 25);
    }

    private static Bench bench(SplittableRandom random, long seed) {
        String burst = Integer.toString(1 + random.nextInt(1 << random.nextInt(6, 17)));
        String bandwidth = random.nextBoolean() ? "0" : "133000000";
        return new Bench("burst", burst, "bandwidth", bandwidth).filled(seed);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void packetCommands(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Bench bench = bench(random, seed);
        byte[] vram = bench.vramBytes();
        for (int i = 0; i < 12; i++) {
            Command command = Command.random(random);
            Range host = command.place(bench, TABLE);
            byte[] ram = bench.ram.clone();
            command.model(ram, vram);
            bench.packet(host.address(), host.length(), command.vram());
            bench.rectangle(command.pitch(), command.line());
            bench.acknowledge();
            String message = "seed %d, command %d: %s".formatted(seed, i, command);
            assertEquals(DONE, bench.run(command.control()), message);
            assertArrayEquals(ram, bench.ram, message);
            assertArrayEquals(vram, bench.vramBytes(), message);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void ringsOfCommands(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Bench bench = bench(random, seed).ring(RING, 16);
        byte[] vram = bench.vramBytes();
        int tail = 0;
        for (int round = 0; round < 3; round++) {
            int entries = random.nextInt(1, 16);
            List<Command> commands = new ArrayList<>();
            for (int i = 0; i < entries; i++) {
                Command command = Command.random(random);
                commands.add(command);
                int slot = (tail + i) % 16;
                Range host = command.place(bench, TABLE + 0x100 * slot);
                int control = command.control() | (random.nextBoolean() ? IRQ_EN : 0);
                bench.entry(RING, slot, host.address(), host.length(), control, command.vram());
                bench.memory()
                        .putInt(RING + 32 * slot + 20, command.pitch())
                        .putInt(RING + 32 * slot + 24, command.line());
            }
            byte[] ram = bench.ram.clone();
            for (int i = 0; i < entries; i++) {
                commands.get(i).model(ram, vram);
                ram[RING + 32 * ((tail + i) % 16) + 28] = DONE;
            }
            tail = (tail + entries) % 16;
            bench.out(Bench.RING_TAIL, tail).rest();
            String message = "seed %d, round %d: %s".formatted(seed, round, commands);
            assertEquals(tail, bench.in(Bench.RING_HEAD), message);
            assertArrayEquals(ram, bench.ram, message);
            assertArrayEquals(vram, bench.vramBytes(), message);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aTransferThatIsCutOffMovedExactlyItsFirstBytes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Bench bench = bench(random, seed);
        byte[] vram = bench.vramBytes();
        int length = random.nextInt(1, 50_000);
        int there = random.nextInt(0, length);
        int line = random.nextInt(1, 5_000);
        int pitch = line + random.nextInt(0, 10);
        for (int k = 0; k < there; k++) {
            vram[k / line * pitch + k % line] = bench.ram[Bench.RAM - there + k];
        }
        bench.packet(Bench.RAM - there, length, 0).rectangle(pitch, line);
        String message = "seed " + seed;
        assertEquals(Bench.ERROR | 0x200, bench.run(0), message);
        assertEquals(there, bench.in(Bench.MOVED), message);
        assertArrayEquals(vram, bench.vramBytes(), message);
    }
}
