package dev.dreq.devices.fdc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.devices.doubles.MapState;
import dev.dreq.plugin.MediaDrive;
import dev.dreq.plugin.MediaDrive.Medium;
import dev.dreq.plugin.dma.DmaDirection;
import dev.dreq.plugin.state.StateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a guest does, the controller keeps its bounds and comes back with a reset. */
class HostileTest {

    private static final int[] PORTS = {0x3f0, 0x3f1, 0x3f2, 0x3f3, 0x3f4, 0x3f5, 0x3f7};

    private static final List<DmaDirection> DIRECTIONS = List.of(DmaDirection.values());

    @TempDir Path folder;

    private Bench bench(String compat, String delays) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("compat", compat);
        settings.put("delays", delays);
        settings.put("drive-a", Bench.image(folder, Bench.SECTORS_144).toString());
        settings.put("drive-b", Bench.image(folder, 720).toString());
        return new Bench(settings).motors();
    }

    private static DmaDirection direction(SplittableRandom random) {
        return DIRECTIONS.get(random.nextInt(DIRECTIONS.size()));
    }

    private static void assertAlive(Bench bench, String message) {
        bench.mask();
        bench.out(0x3f2, 0x00);
        bench.out(0x3f2, 0x3c);
        // A head stays where it is in a drive that QEMU's rules have left without a sector.
        assertEquals("c0", bench.command(2, 0x08).substring(0, 2), message);
        assertEquals("90", bench.command(1, 0x10), message);
        assertEquals(0x80, bench.msr(), message);
    }

    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of("chip", "on"),
                Arguments.of("chip", "off"),
                Arguments.of("qemu", "on"));
    }

    @ParameterizedTest(name = "compat={0}, delays={1}")
    @MethodSource("kinds")
    void anyCommandFollowedByAHundredThousandBytesIsBounded(String compat, String delays) {
        Bench bench = bench(compat, delays);
        for (int code = 0; code < 0x100; code++) {
            int bytes = code == 0x8e || code == 0x4a || code == 0x45 ? 100_000 : 1_000;
            for (int value : new int[] {0x00, 0x7f}) {
                bench.fifo(code);
                for (int i = 0; i < bytes; i++) {
                    bench.slot.out(0x3f5, value);
                }
                bench.settle();
                assertAlive(bench, "command %02x, bytes %02x".formatted(code, value));
            }
        }
        bench.close();
    }

    @ParameterizedTest(name = "compat={0}, delays={1}")
    @MethodSource("kinds")
    void noTransferLeavesTheImageOrMovesMoreThanTheCount(String compat, String delays)
            throws IOException {
        int[] edges = {0, 1, 2, 9, 17, 18, 19, 36, 40, 79, 80, 81, 0x7f, 0xfe, 0xff};
        SplittableRandom random = new SplittableRandom(0x3507);
        Path image = folder.resolve("2880.img");
        Bench bench = bench(compat, delays);
        for (int i = 0; i < 1_500; i++) {
            int[] bytes = new int[9];
            bytes[0] =
                    new int[] {0x06, 0x05, 0x02, 0x0c, 0x09, 0x11, 0x19, 0x1d, 0x16}
                            [random.nextInt(9)];
            bytes[0] |= random.nextInt(8) << 5;
            bytes[1] = random.nextInt(0x100);
            for (int k = 2; k < 9; k++) {
                bytes[k] = edges[random.nextInt(edges.length)];
            }
            int count = 1 + random.nextInt(0x10000);
            DmaDirection direction = direction(random);
            FakeDma dma = bench.program(direction, count);
            bench.fifo(bytes);
            bench.rest();
            assertTrue(dma.moved() <= count);
            assertEquals(0xd0, bench.msr(), "seed 3507, command " + i);
            bench.out(0x3f4, 0x80);
            bench.out(0x3f7, 0);
        }
        assertEquals(Bench.SECTORS_144 * 512L, Files.size(image));
        assertAlive(bench, "seed 3507");
        bench.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aStormOfAccessesThrowsNothingAndAResetRecovers(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        List<Arguments> kinds = kinds().toList();
        Object[] kind = kinds.get((int) (seed % kinds.size())).get();
        Bench bench = bench((String) kind[0], (String) kind[1]);
        List<Medium> media =
                List.of(
                        new Medium(folder.resolve("2880.img"), false),
                        new Medium(folder.resolve("720.img"), true));
        for (int i = 0; i < 20_000; i++) {
            switch (random.nextInt(16)) {
                case 0 -> bench.in(PORTS[random.nextInt(PORTS.length)]);
                case 1 -> bench.out(PORTS[random.nextInt(PORTS.length)], random.nextInt(0x100));
                case 2 -> bench.pass(random.nextLong(50_000_000));
                case 3 -> {
                    DmaDirection direction = direction(random);
                    bench.program(
                            new FakeDma(
                                    direction, 1 + random.nextInt(5000), 1 + random.nextInt(2000)));
                }
                case 4 -> bench.mask();
                case 5 -> {
                    if (random.nextInt(8) == 0) {
                        change(
                                bench.drive(random.nextInt(2)),
                                media.get(random.nextInt(2)),
                                random);
                    }
                }
                case 6, 7, 8 -> bench.in(0x3f5);
                default -> bench.fifo(random.nextInt(0x100));
            }
        }
        assertAlive(bench, "seed " + seed);
        assertEquals(Bench.SECTORS_144 * 512L, Files.size(folder.resolve("2880.img")));
        assertEquals(720 * 512L, Files.size(folder.resolve("720.img")));
        bench.close();
    }

    private static void change(MediaDrive drive, Medium medium, SplittableRandom random)
            throws IOException {
        if (random.nextBoolean()) {
            drive.eject();
        } else {
            drive.insert(medium);
        }
    }

    @ParameterizedTest(name = "compat={0}, delays={1}")
    @MethodSource("kinds")
    void theDriveMaySwitchBetweenAnyTwoBytesOfAProgrammedTransfer(String compat, String delays) {
        for (int at = 0; at < 600; at += 73) {
            for (int code : new int[] {0x45, 0x46}) {
                Bench bench = bench(compat, delays);
                bench.out(0x3f2, 0x34);
                bench.fifo(0x03, 0xdf, 0x03, code, 0, 0, 0, 1, 2, 2, 0x1b, 0xff);
                bench.rest();
                for (int i = 0; i < 1200; i++) {
                    if (i == at) {
                        bench.out(0x3f2, 0x31);
                        bench.out(0x3f3, 0x04);
                        bench.drive(0).eject();
                    }
                    bench.fifo(i & 0xff);
                    bench.in(0x3f5);
                    bench.rest();
                }
                assertAlive(bench, "switched at byte " + at);
                bench.close();
            }
        }
    }

    @ParameterizedTest(name = "compat={0}, delays={1}")
    @MethodSource("kinds")
    void theDriveMaySwitchWhileADmaRequestWaits(String compat, String delays) throws IOException {
        Path image = folder.resolve("2880.img");
        for (int moved : new int[] {0, 1, 511, 512, 700}) {
            for (int code : new int[] {0x45, 0x46, 0x4d, 0x51}) {
                for (int change = 0; change < 4; change++) {
                    Bench bench = bench(compat, delays);
                    byte[] before = Files.readAllBytes(image);
                    bench.fifo(code, 0, 0, 0, 1, 2, 18, 0x1b, 0xff);
                    FakeDma dma = new FakeDma(direction(code), 5000, Math.max(1, moved));
                    if (moved > 0) {
                        bench.rest();
                        dma.serve(bench.slot);
                    }
                    switch (change) {
                        case 0 -> bench.out(0x3f2, 0x31);
                        case 1 -> bench.out(0x3f3, 0x04);
                        case 2 -> bench.drive(0).eject();
                        default -> bench.drive(0).insert(new Medium(image, true));
                    }
                    byte[] then = Files.readAllBytes(image);
                    bench.program(dma);
                    bench.rest();
                    String what = "%02x, %d bytes moved, change %d".formatted(code, moved, change);
                    assertTrue(dma.moved() <= 5000, what);
                    if (change >= 2) {
                        assertArrayEquals(then, Files.readAllBytes(image), what);
                    }
                    assertAlive(bench, what);
                    bench.close();
                    Files.write(image, before);
                }
            }
        }
    }

    private static DmaDirection direction(int code) {
        return code == 0x46 ? DmaDirection.TO_MEMORY : DmaDirection.FROM_MEMORY;
    }

    /** Every text that a saved controller may hold, but for the names of images. */
    private static List<String> savedTexts() {
        List<String> texts = new ArrayList<>(List.of("", "IDLE", "SEEK", "GIVE_UP", "READ"));
        texts.addAll(List.of("BEGIN", "END", "NONE", "RECALIBRATE", "EXECUTION", "RESULT"));
        for (Command command : Command.values()) {
            texts.add(command.name());
        }
        return texts;
    }

    @ParameterizedTest(name = "compat={0}, delays={1}")
    @MethodSource("kinds")
    void aSavedStateThatIsWrongOnPurposeIsRefusedOrRuns(String compat, String delays) {
        SplittableRandom random = new SplittableRandom(0x5a7e);
        int ran = 0;
        for (int i = 0; i < 2_000; i++) {
            try (Bench bench = bench(compat, delays)) {
                int[] codes = {0x46, 0x45, 0x4d, 0x4a, 0x51, 0x56, 0x0f, 0x08, 0x8e, 0x4e};
                bench.fifo(codes[random.nextInt(codes.length)]);
                for (int k = random.nextInt(20); k > 0; k--) {
                    bench.fifo(random.nextInt(4));
                }
                MapState state = bench.save();
                for (int k = random.nextInt(4); k >= 0; k--) {
                    state.spoil(random, savedTexts());
                }
                Bench then;
                try {
                    then = bench.restored(state);
                } catch (StateException refused) {
                    continue;
                }
                goOn(then, random);
                assertAlive(then, "seed 5a7e, round " + i);
                then.close();
                ran++;
            }
        }
        assertTrue(ran > 100, "only %d were not refused".formatted(ran));
    }

    private static void goOn(Bench bench, SplittableRandom random) {
        bench.program(direction(random), 5000);
        for (int k = 0; k < 30; k++) {
            bench.fifo(random.nextInt(0x100));
            bench.in(0x3f5);
            bench.pass(random.nextInt(100_000_000));
        }
        bench.savedAndRestored().close();
        bench.out(0x3f2, 0x3c); // if it is held in reset it has been there from the start
    }
}
