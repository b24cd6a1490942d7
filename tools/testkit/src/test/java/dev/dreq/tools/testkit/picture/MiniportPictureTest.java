package dev.dreq.tools.testkit.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.Kthread;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.tools.drivers.display.DisplayStatistics;
import dev.dreq.tools.drivers.display.RectangleRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The video miniport on a whole machine: pixels arrive where they should, and nothing else. */
@Timeout(120)
class MiniportPictureTest {
    private static final long MEMORY = 64L << 20;

    static Stream<Arguments> configurations() {
        return Stream.of(
                Arguments.of(KernelOptions.defaults(), Map.of(), Map.of()),
                Arguments.of(
                        KernelOptions.defaults().withDmaMapRegisterLimit(5), Map.of(), Map.of()),
                Arguments.of(KernelOptions.defaults(), Map.of("sg", "off"), Map.of()),
                Arguments.of(
                        KernelOptions.defaults().withDmaMapRegisterLimit(5),
                        Map.of("sg", "off"),
                        Map.of()),
                Arguments.of(KernelOptions.defaults(), Map.of("max-sg", "1"), Map.of()),
                Arguments.of(KernelOptions.defaults(), Map.of("max-sg", "2"), Map.of()),
                Arguments.of(KernelOptions.defaults(), Map.of("msi", "off"), Map.of()),
                Arguments.of(KernelOptions.defaults(), Map.of("max-transfer", "4K"), Map.of()),
                Arguments.of(KernelOptions.defaults(), Map.of("bandwidth", "0"), Map.of()),
                Arguments.of(
                        KernelOptions.defaults().withBufferAbove(4L << 30),
                        Map.of("dma64", "off"),
                        Map.of()),
                Arguments.of(
                        KernelOptions.defaults().withBufferAbove(4L << 30), Map.of(), Map.of()),
                Arguments.of(KernelOptions.defaults(), Map.of(), Map.of("irq", "off")));
    }

    @ParameterizedTest(name = "{0}, adapter {1}, miniport {2}")
    @MethodSource("configurations")
    void randomRectanglesArriveAndComeBack(
            KernelOptions options, Map<String, String> adapter, Map<String, String> miniport) {
        long seed = 20261121;
        SplittableRandom random = new SplittableRandom(seed);
        long memory = options.bufferAbove() == 0 ? MEMORY : 8L << 30;
        try (MiniportPc pc = new MiniportPc(1, memory, options, adapter, miniport)) {
            long freePageFrames = 0;
            for (int round = 0; round < 12; round++) {
                if (round == 2) {
                    freePageFrames = pc.kernel.mm().freePageFrames();
                }
                int width = random.nextInt(64, 700);
                int height = random.nextInt(64, 200);
                int bytesPerPixel = random.nextBoolean() ? 4 : 2;
                pc.screen(0).setMode(width, height, bytesPerPixel * 8);
                roundTrip(
                        pc,
                        random,
                        width,
                        height,
                        bytesPerPixel,
                        "seed " + seed + " round " + round);
            }
            assertEquals(freePageFrames, pc.kernel.mm().freePageFrames(), "pages are given back");
            assertEquals(List.of(), pc.unload());
        }
    }

    private static void roundTrip(
            MiniportPc pc,
            SplittableRandom random,
            int width,
            int height,
            int bytesPerPixel,
            String message) {
        int w = random.nextInt(3) == 0 ? width : random.nextInt(1, width + 1);
        int h = random.nextInt(1, height + 1);
        int x = random.nextInt(width - w + 1);
        int y = random.nextInt(height - h + 1);
        int length = w * h * bytesPerPixel;
        byte[] screen = new byte[width * height * bytesPerPixel + 0x1000];
        random.nextBytes(screen);
        byte[] pixels = new byte[length];
        random.nextBytes(pixels);
        pc.screen(0).fillVideoMemory(screen);
        long from = pc.buffer(length, random.nextInt(0x1000));
        pc.kernel.mm().write(from, pixels, 0, length);

        assertEquals(
                NtStatus.STATUS_SUCCESS,
                pc.screen(0).move(true, new RectangleRequest(from, x, y, w, h)),
                message);
        int line = w * bytesPerPixel;
        for (int k = 0; k < length; k++) {
            screen[((y + k / line) * width + x) * bytesPerPixel + k % line] = pixels[k];
        }
        assertArrayEquals(screen, pc.screen(0).videoMemory(screen.length), message);

        long to = pc.buffer(length + 0x200, random.nextInt(0x1000));
        assertEquals(
                NtStatus.STATUS_SUCCESS,
                pc.screen(0).move(false, new RectangleRequest(to + 0x100, x, y, w, h)),
                message);
        byte[] expected = new byte[length + 0x200];
        System.arraycopy(pixels, 0, expected, 0x100, length);
        assertArrayEquals(expected, pc.bytes(to, expected.length), message);
        assertArrayEquals(screen, pc.screen(0).videoMemory(screen.length), message);
        pc.kernel.mm().freeVirtualMemory(from);
        pc.kernel.mm().freeVirtualMemory(to);
    }

    @Test
    void piecesFollowTheMapRegisters() {
        KernelOptions five = KernelOptions.defaults().withDmaMapRegisterLimit(5);
        try (MiniportPc pc = new MiniportPc(1, MEMORY, five, Map.of(), Map.of())) {
            pc.screen(0).setMode(640, 480, 32);
            int offset = 0x234;
            int length = 640 * 480 * 4;
            long va = pc.buffer(length, offset);
            assertEquals(
                    NtStatus.STATUS_SUCCESS,
                    pc.screen(0).move(true, new RectangleRequest(va, 0, 0, 640, 480)));
            int calls = 0;
            for (int at = 0; at < length; calls++) {
                at += Math.min(length - at, 5 * 0x1000 - (offset + at) % 0x1000);
            }
            DisplayStatistics statistics = pc.screen(0).statistics();
            assertEquals(calls, statistics.startDmaCalls());
            assertEquals(calls, statistics.interrupts());
            assertEquals(length, statistics.bytesWritten());
            pc.kernel.mm().freeVirtualMemory(va);
            assertEquals(List.of(), pc.unload());
        }
    }

    @Test
    void aSlowEngineTimesOutAndTheNextRequestIsServed() {
        try (MiniportPc pc =
                new MiniportPc(
                        1,
                        MEMORY,
                        KernelOptions.defaults(),
                        Map.of("bandwidth", "1M", "burst", "1K"),
                        Map.of("timeout", "10"))) {
            pc.screen(0).setMode(640, 480, 32);
            long va = pc.buffer(640 * 480 * 4, 0);
            assertEquals(
                    NtStatus.STATUS_IO_DEVICE_ERROR,
                    pc.screen(0).move(true, new RectangleRequest(va, 0, 0, 640, 480)));
            assertEquals(1, pc.screen(0).statistics().timeouts());
            assertEquals(
                    NtStatus.STATUS_SUCCESS,
                    pc.screen(0).move(true, new RectangleRequest(va, 3, 3, 8, 8)));
            assertEquals(1, pc.kernel.videoPort().errorLog().size());
            pc.kernel.mm().freeVirtualMemory(va);
            assertEquals(List.of(), pc.unload());
        }
    }

    @Test
    void whatIsNotOnTheScreenOrNotABufferIsRefused() {
        try (MiniportPc pc =
                new MiniportPc(1, MEMORY, KernelOptions.defaults(), Map.of(), Map.of())) {
            long va = pc.buffer(0x1000, 0);
            RectangleRequest corner = new RectangleRequest(va, 0, 0, 1, 1);
            assertEquals(
                    NtStatus.STATUS_INVALID_PARAMETER,
                    pc.screen(0).move(true, corner),
                    "no mode yet");
            pc.screen(0).setMode(64, 64, 32);
            assertEquals(NtStatus.STATUS_SUCCESS, pc.screen(0).move(true, corner));
            for (RectangleRequest bad :
                    List.of(
                            new RectangleRequest(va, 64, 0, 1, 1),
                            new RectangleRequest(va, 0, 63, 1, 2),
                            new RectangleRequest(va, -1, 0, 1, 1),
                            new RectangleRequest(va, 1, 0, Integer.MAX_VALUE, 1),
                            new RectangleRequest(va, 0, 0, 0, 1),
                            new RectangleRequest(0x1234_5678_000L, 0, 0, 1, 1))) {
                assertEquals(
                        NtStatus.STATUS_INVALID_PARAMETER,
                        pc.screen(0).move(true, bad),
                        bad::toString);
            }
            pc.kernel.mm().freeVirtualMemory(va);
            assertEquals(List.of(), pc.unload());
        }
    }

    @Test
    void threeAdaptersAtOnceWaitForEachOthersMapRegisters() {
        KernelOptions scarce =
                KernelOptions.defaults().withDmaMapRegisterLimit(5).withDmaMapRegisterPool(8);
        try (MiniportPc pc =
                new MiniportPc(3, MEMORY, scarce, Map.of("sg", "off", "dma64", "off"), Map.of())) {
            int length = 320 * 200 * 4;
            byte[][] pictures = new byte[3][length];
            List<RectangleRequest> requests = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                new SplittableRandom(i).nextBytes(pictures[i]);
                pc.screen(i).setMode(320, 200, 32);
                long va = pc.buffer(length, 0x321 * i);
                pc.kernel.mm().write(va, pictures[i], 0, length);
                requests.add(new RectangleRequest(va, 0, 0, 320, 200));
            }
            List<NtStatus> results = atOnce(pc, requests);
            assertEquals(Collections.nCopies(3, NtStatus.STATUS_SUCCESS), results);
            for (int i = 0; i < 3; i++) {
                assertArrayEquals(pictures[i], pc.screen(i).videoMemory(length), "adapter " + i);
                assertEquals(0, pc.screen(i).statistics().timeouts());
            }
            assertEquals(List.of(), pc.unload());
        }
    }

    private static List<NtStatus> atOnce(MiniportPc pc, List<RectangleRequest> requests) {
        Ke ke = pc.kernel.ke();
        List<NtStatus> results = new ArrayList<>();
        return pc.kernel.run(
                "display drivers",
                () -> {
                    List<Kthread> threads = new ArrayList<>();
                    for (int i = 0; i < requests.size(); i++) {
                        MiniportScreen screen = pc.screen(i);
                        RectangleRequest request = requests.get(i);
                        threads.add(
                                ke.createSystemThread(
                                        "display driver " + i,
                                        8,
                                        context -> results.add(screen.move(true, request)),
                                        null));
                    }
                    threads.forEach(ke::waitForSingleObject);
                    return results;
                });
    }
}
