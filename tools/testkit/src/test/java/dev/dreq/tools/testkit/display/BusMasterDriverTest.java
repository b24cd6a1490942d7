package dev.dreq.tools.testkit.display;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.IoStatusBlock;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.plugin.ScanOut;
import dev.dreq.tools.drivers.busmaster.BusMasterStatistics;
import dev.dreq.tools.drivers.busmaster.ScreenRectangle;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rectangles go to the screen and come back, whatever the path, the options and the engine. */
class BusMasterDriverTest {
    private static final PluginCatalog CATALOG = PluginCatalog.ofClassPath();
    private static final long MEMORY = 32L << 20;
    private static final List<String> PATHS = List.of("single", "sg", "sg-list", "ring");
    private static final List<String> STARTS = List.of("startio", "queue", "ready");

    private static DisplayPc pc(
            Map<String, String> display, int limit, Map<String, String> driver) {
        return pc(true, display, limit, driver);
    }

    private static DisplayPc pc(
            boolean coherent, Map<String, String> display, int limit, Map<String, String> driver) {
        return new DisplayPc(
                CATALOG,
                MEMORY,
                coherent,
                display,
                KernelOptions.defaults().withDmaMapRegisterLimit(limit),
                driver);
    }

    private static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    private static void assertEnded(NtStatus status, long information, IoStatusBlock result) {
        assertEquals(status, result.status());
        assertEquals(information, result.information());
    }

    /** The screen of 32 bits per pixel shows the rectangle and is black elsewhere. */
    private static void assertShows(ScreenRectangle at, byte[] pixels, ScanOut.Picture picture) {
        int[] expected = new int[picture.width() * picture.height()];
        for (int i = 0; i < at.width() * at.height(); i++) {
            int where = (at.y() + i / at.width()) * picture.width() + at.x() + i % at.width();
            expected[where] =
                    (pixels[4 * i] & 0xff)
                            | ((pixels[4 * i + 1] & 0xff) << 8)
                            | ((pixels[4 * i + 2] & 0xff) << 16);
        }
        assertArrayEquals(expected, picture.pixels());
    }

    static Stream<Arguments> allOptions() {
        return PATHS.stream()
                .flatMap(
                        path ->
                                STARTS.stream()
                                        .flatMap(
                                                start ->
                                                        Stream.of("on", "off")
                                                                .map(
                                                                        keep ->
                                                                                Arguments.of(
                                                                                        path, start,
                                                                                        keep))));
    }

    @ParameterizedTest
    @MethodSource("allOptions")
    void aRectangleGoesToTheScreenAndComesBack(String path, String start, String keep) {
        try (DisplayPc pc = pc(Map.of(), 0, Map.of("path", path, "start", start, "keep", keep))) {
            assertEquals(NtStatus.STATUS_SUCCESS, pc.start());
            assertEquals(NtStatus.STATUS_SUCCESS, pc.setMode(641, 481, 32));
            ScreenRectangle at = new ScreenRectangle(17, 5, 301, 200);
            byte[] pixels = random(4 * 301 * 200, 1);
            assertEnded(NtStatus.STATUS_SUCCESS, pixels.length, pc.write(at, pixels, 0xe04));
            assertShows(at, pixels, pc.picture());
            byte[] back = new byte[pixels.length];
            assertEnded(NtStatus.STATUS_SUCCESS, pixels.length, pc.read(at, back, 0x123));
            assertArrayEquals(pixels, back);
            BusMasterStatistics statistics = pc.statistics();
            assertEquals(pixels.length, statistics.bytesWritten());
            assertEquals(pixels.length, statistics.bytesRead());
            assertEquals(0, statistics.timeouts());
            assertEquals(List.of(), pc.unload());
        }
    }

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyRectangleArrivesAndNothingElseChanges(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean sg = random.nextInt(4) > 0;
        Map<String, String> display =
                Map.of(
                        "sg", sg ? "on" : "off",
                        "msi", random.nextBoolean() ? "on" : "off",
                        "dma64", random.nextBoolean() ? "on" : "off",
                        "max-transfer", random.nextBoolean() ? "4K" : "1M",
                        "max-sg", String.valueOf(1 + random.nextInt(300)));
        String path = PATHS.get(random.nextInt(4));
        Map<String, String> driver = Map.of("path", path, "start", STARTS.get(random.nextInt(3)));
        int limit = random.nextInt(7);
        String message = "seed %d: %s %s, %d registers".formatted(seed, display, driver, limit);
        try (DisplayPc pc = pc(seed % 2 == 0, display, limit, driver)) {
            assertEquals(NtStatus.STATUS_SUCCESS, pc.start(), message);
            int width = 64 + random.nextInt(1300);
            int height = 64 + random.nextInt(300);
            assertEquals(NtStatus.STATUS_SUCCESS, pc.setMode(width, height, 32), message);
            int columns = 1 + random.nextInt(random.nextBoolean() ? 8 : width);
            int rows = 1 + random.nextInt(height);
            ScreenRectangle at =
                    new ScreenRectangle(
                            random.nextInt(width - columns + 1),
                            random.nextInt(height - rows + 1),
                            columns,
                            rows);
            byte[] pixels = random(4 * columns * rows, seed);
            IoStatusBlock written = pc.write(at, pixels, random.nextInt(4096));
            assertEquals(NtStatus.STATUS_SUCCESS, written.status(), message);
            assertShows(at, pixels, pc.picture());
            byte[] back = new byte[pixels.length];
            pc.read(at, back, random.nextInt(4096));
            assertArrayEquals(pixels, back, message);
            assertEquals(List.of(), pc.unload(), message);
        }
    }

    @Test
    void operationsFollowTheMapRegisters() {
        try (DisplayPc pc = pc(Map.of(), 5, Map.of("path", "sg"))) {
            pc.start();
            pc.setMode(1024, 64, 32);
            // Whole lines of 4096 bytes: five registers of a page-aligned buffer are five lines.
            byte[] pixels = random(12 * 4096, 3);
            pc.write(new ScreenRectangle(0, 0, 1024, 12), pixels, 0);
            assertEquals(3, pc.statistics().operations());
            assertEquals(5 * 4096, pc.statistics().longestOperation());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "sg", "sg-list"})
    void anEngineWithoutScatterGatherIsToldOfOneRangeInEachOperation(String path) {
        try (DisplayPc pc = pc(Map.of("sg", "off"), 5, Map.of("path", path))) {
            pc.start();
            pc.setMode(1024, 64, 32);
            byte[] pixels = random(12 * 4096, 3);
            pc.write(new ScreenRectangle(0, 0, 1024, 12), pixels, 0);
            assertEquals(3, pc.statistics().operations());
            assertEquals(3, pc.kernel().dma().statistics().get(0).sgElements());
        }
    }

    @Test
    void requestsAreCheckedBeforeAnyDma() {
        try (DisplayPc pc = pc(Map.of(), 0, Map.of())) {
            byte[] pixels = new byte[4 * 64];
            ScreenRectangle line = new ScreenRectangle(0, 0, 64, 1);
            assertEnded(NtStatus.STATUS_DEVICE_NOT_READY, 0, pc.write(line, pixels, 0));
            pc.start();
            assertEnded(NtStatus.STATUS_DEVICE_NOT_READY, 0, pc.write(line, pixels, 0));
            assertEquals(NtStatus.STATUS_INVALID_PARAMETER, pc.setMode(63, 64, 32));
            assertEquals(NtStatus.STATUS_INVALID_PARAMETER, pc.setMode(64, 64, 24));
            assertEquals(NtStatus.STATUS_INVALID_PARAMETER, pc.setMode(16000, 16000, 32));
            assertEquals(NtStatus.STATUS_SUCCESS, pc.setMode(64, 64, 32));
            for (ScreenRectangle outside :
                    List.of(
                            new ScreenRectangle(1, 0, 64, 1),
                            new ScreenRectangle(-1, 0, 64, 1),
                            new ScreenRectangle(0, 64, 64, 1),
                            new ScreenRectangle(0, 0, 64, 2),
                            new ScreenRectangle(0, 0, 0x4000_0000, 0x4000_0000),
                            new ScreenRectangle(0, 0, 0, 64))) {
                assertEnded(NtStatus.STATUS_INVALID_PARAMETER, 0, pc.write(outside, pixels, 0));
            }
            assertEquals(0, pc.statistics().operations());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "sg", "sg-list", "ring"})
    void anOperationThatTakesTooLongIsStoppedAndUnwound(String path) {
        Map<String, String> slow = Map.of("bandwidth", "1000000", "burst", "64K");
        try (DisplayPc pc = pc(slow, 0, Map.of("path", path, "timeout", "10"))) {
            pc.start();
            pc.setMode(1024, 256, 32);
            byte[] pixels = random(4 * 1024 * 256, 7);
            IoStatusBlock result = pc.write(new ScreenRectangle(0, 0, 1024, 256), pixels, 0);
            assertEquals(NtStatus.STATUS_IO_TIMEOUT, result.status());
            assertEquals(1, pc.statistics().timeouts());
            ScreenRectangle dot = new ScreenRectangle(3, 3, 1, 1);
            byte[] one = random(4, 8);
            assertEnded(NtStatus.STATUS_SUCCESS, 4, pc.write(dot, one, 0));
            byte[] back = new byte[4];
            assertEnded(NtStatus.STATUS_SUCCESS, 4, pc.read(dot, back, 0));
            assertArrayEquals(one, back);
            assertEquals(List.of(), pc.unload());
        }
    }

    @Test
    void aDeviceCanBeStoppedAndStartedAgain() {
        try (DisplayPc pc = pc(Map.of(), 0, Map.of("path", "ring"))) {
            pc.start();
            assertEquals(NtStatus.STATUS_SUCCESS, pc.stop());
            assertEquals(NtStatus.STATUS_SUCCESS, pc.start());
            pc.setMode(64, 64, 32);
            byte[] pixels = random(4 * 64 * 64, 9);
            ScreenRectangle all = new ScreenRectangle(0, 0, 64, 64);
            assertEnded(NtStatus.STATUS_SUCCESS, pixels.length, pc.write(all, pixels, 1));
            assertShows(all, pixels, pc.picture());
            assertTrue(pc.unload().isEmpty());
        }
    }

    /** From the second start on, for then the kernel has its pools and map registers. */
    @ParameterizedTest
    @ValueSource(strings = {"single", "sg", "sg-list", "ring"})
    void aStopGivesBackEveryPage(String path) {
        try (DisplayPc pc = pc(Map.of("dma64", "off"), 0, Map.of("path", path))) {
            long[] free = new long[3];
            for (int i = 0; i < free.length; i++) {
                assertEquals(NtStatus.STATUS_SUCCESS, pc.start());
                pc.setMode(640, 480, 32);
                byte[] pixels = random(4 * 640 * 100, i);
                ScreenRectangle at = new ScreenRectangle(0, i, 640, 100);
                assertEnded(NtStatus.STATUS_SUCCESS, pixels.length, pc.write(at, pixels, 77));
                assertEnded(NtStatus.STATUS_SUCCESS, pixels.length, pc.read(at, pixels, 78));
                assertEquals(NtStatus.STATUS_SUCCESS, pc.stop());
                free[i] = pc.kernel().mm().freePageFrames();
            }
            assertEquals(free[1], free[2]);
            assertEquals(free[0], free[1]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "sg", "sg-list", "ring"})
    void buffersThatTheEngineDoesNotReachAreBounced(String path) {
        try (DisplayPc pc =
                new DisplayPc(
                        CATALOG,
                        6L << 30,
                        false,
                        Map.of("dma64", "off"),
                        KernelOptions.defaults().withBufferAbove(4L << 30),
                        Map.of("path", path))) {
            assertEquals(NtStatus.STATUS_SUCCESS, pc.start());
            pc.setMode(800, 600, 32);
            ScreenRectangle at = new ScreenRectangle(1, 2, 703, 97);
            byte[] pixels = random(4 * 703 * 97, 11);
            assertEnded(NtStatus.STATUS_SUCCESS, pixels.length, pc.write(at, pixels, 0x777));
            assertShows(at, pixels, pc.picture());
            byte[] back = new byte[pixels.length];
            assertEnded(NtStatus.STATUS_SUCCESS, pixels.length, pc.read(at, back, 1));
            assertArrayEquals(pixels, back);
            assertEquals(2L * pixels.length, pc.kernel().dma().statistics().get(0).bouncedBytes());
            assertEquals(List.of(), pc.unload());
        }
    }
}
