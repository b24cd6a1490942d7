package dev.dreq.tools.drivers.display;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.NtStatus;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The miniport's side of packet-based bus-master DMA, step by step, each at its IRQL. */
@Timeout(30)
class MiniportProtocolTest {
    private static final String DIRQL = Irql.name(Irql.ofInput(FakeDisplayPc.IRQ, 16));

    private final FakeDisplayPc pc = new FakeDisplayPc();

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(length).nextBytes(bytes);
        return bytes;
    }

    private static long count(MiniportRig rig, String call) {
        return rig.calls.stream().filter(noted -> noted.startsWith(call + " ")).count();
    }

    @Test
    @DisplayName("A transfer in two pieces is the steps of the sequence, in order, at their IRQLs")
    void theSequence() {
        pc.adapter.maxLength = 0x2000;
        byte[] pixels = random(64 * 40 * 4);
        try (MiniportRig rig = new MiniportRig(pc, 16, Map.of()).showing(64, 64, 32)) {
            long va = rig.buffer(pixels, 0);
            assertEquals(
                    NtStatus.STATUS_SUCCESS, rig.write(new RectangleRequest(va, 0, 0, 64, 40)));
            assertEquals(
                    List.of(
                            // once, in HwVidFindAdapter
                            "getDmaAdapter at PASSIVE_LEVEL",
                            // once per request
                            "lockBuffer at PASSIVE_LEVEL",
                            // the first piece; HwVidExecuteDma programs the engine
                            "startDma at PASSIVE_LEVEL",
                            "START at DISPATCH_LEVEL",
                            // HwVidInterrupt, then HwVidDpcRoutine
                            "queueDpc at " + DIRQL,
                            "completeDma at DISPATCH_LEVEL",
                            // the second piece, from the DPC
                            "startDma at DISPATCH_LEVEL",
                            "START at DISPATCH_LEVEL",
                            "queueDpc at " + DIRQL,
                            "completeDma at DISPATCH_LEVEL",
                            // once per request, behind the last piece
                            "unlockBuffer at DISPATCH_LEVEL"),
                    rig.calls);
            assertEquals(0, rig.kernel.mm().lockedPageFrames());
        }
        assertArrayEquals(pixels, Arrays.copyOf(pc.adapter.videoMemory, pixels.length));
    }

    @Test
    void aPieceThatIsNotOfLinesTakesThreeCommandsAndOneCompletion() {
        byte[] pixels = random(10 * 9 * 4);
        pc.adapter.maxLength = 0x80;
        try (MiniportRig rig = new MiniportRig(pc, 16, Map.of("irq", "on")).showing(64, 64, 32)) {
            long va = rig.buffer(pixels, 0);
            rig.write(new RectangleRequest(va, 5, 3, 10, 9));
            assertEquals(3, count(rig, "startDma"));
            assertEquals(3, count(rig, "completeDma"));
            // 128 bytes are 3 lines of 40 and 8 bytes; then 32, 2 * 40 and 16; then 24 and 2 * 40.
            assertEquals(2 + 3 + 2, count(rig, "START"));
            assertEquals(1, count(rig, "unlockBuffer"));
        }
        for (int k = 0; k < pixels.length; k++) {
            assertEquals(
                    pixels[k],
                    pc.adapter.videoMemory[((3 + k / 40) * 64 + 5) * 4 + k % 40],
                    "" + k);
        }
    }

    @Test
    void withoutScatterGatherEachCommandIsOneRange() {
        pc.adapter.hasScatterGather = false;
        byte[] pixels = random(64 * 64 * 4);
        try (MiniportRig rig = new MiniportRig(pc, 3, Map.of()).showing(64, 64, 32)) {
            RectangleRequest all = new RectangleRequest(rig.buffer(pixels, 0x10), 0, 0, 64, 64);
            assertEquals(NtStatus.STATUS_SUCCESS, rig.write(all));
            assertEquals(count(rig, "startDma"), rig.statistics().sgElements());
            long back = rig.buffer(pixels.length, 0x20);
            assertEquals(
                    NtStatus.STATUS_SUCCESS, rig.read(new RectangleRequest(back, 0, 0, 64, 64)));
            assertArrayEquals(pixels, rig.bytes(back, pixels.length));
        }
    }

    @Test
    void withIrqOffTheTimerPollsAndCompletes() {
        pc.adapter.maxLength = 0x2000;
        byte[] pixels = random(64 * 40 * 4);
        try (MiniportRig rig = new MiniportRig(pc, 16, Map.of("irq", "off")).showing(64, 64, 32)) {
            long va = rig.buffer(pixels, 0);
            assertEquals(
                    NtStatus.STATUS_SUCCESS, rig.write(new RectangleRequest(va, 0, 0, 64, 40)));
            assertEquals(
                    List.of(
                            "getDmaAdapter at PASSIVE_LEVEL",
                            "lockBuffer at PASSIVE_LEVEL",
                            "startTimer at PASSIVE_LEVEL",
                            "startDma at PASSIVE_LEVEL",
                            "START at DISPATCH_LEVEL",
                            "completeDma at DISPATCH_LEVEL",
                            "startDma at DISPATCH_LEVEL",
                            "START at DISPATCH_LEVEL",
                            "completeDma at DISPATCH_LEVEL",
                            "unlockBuffer at DISPATCH_LEVEL",
                            "stopTimer at PASSIVE_LEVEL"),
                    rig.calls);
            assertEquals(2, rig.statistics().polls());
            assertEquals(0, rig.statistics().interrupts());
        }
    }

    @Test
    void whenStartDmaFailsTheBufferIsUnlockedAndTheRequestFails() {
        for (int failing = 1; failing <= 2; failing++) {
            FakeDisplayPc other = new FakeDisplayPc();
            other.adapter.maxLength = 0x2000;
            try (MiniportRig rig = new MiniportRig(other, 16, Map.of()).showing(64, 64, 32)) {
                rig.failingStartDma = failing;
                RectangleRequest request =
                        new RectangleRequest(rig.buffer(0x2800, 0), 0, 0, 64, 40);
                assertEquals(NtStatus.STATUS_INSUFFICIENT_RESOURCES, rig.write(request));
                assertEquals(failing - 1, count(rig, "completeDma"));
                assertEquals(1, count(rig, "unlockBuffer"));
                assertEquals(NtStatus.STATUS_SUCCESS, rig.write(request), "the next one");
            }
        }
    }

    @Test
    void aCommandThatFailsEndsTheRequestAfterItsPieceIsComplete() {
        pc.adapter.failingCommand = 0;
        try (MiniportRig rig = new MiniportRig(pc, 16, Map.of()).showing(64, 64, 32)) {
            RectangleRequest request = new RectangleRequest(rig.buffer(0x100, 0), 0, 0, 64, 1);
            assertEquals(NtStatus.STATUS_IO_DEVICE_ERROR, rig.write(request));
            assertEquals(
                    List.of("completeDma at DISPATCH_LEVEL", "unlockBuffer at DISPATCH_LEVEL"),
                    rig.calls.subList(rig.calls.size() - 2, rig.calls.size()));
            assertEquals(NtStatus.STATUS_SUCCESS, rig.write(request), "the next one");
        }
    }

    @Test
    void aCommandThatDoesNotEndIsAbortedBeforeItsPiecesPagesAreGivenBack() {
        pc.adapter.stuckCommand = 0;
        try (MiniportRig rig =
                new MiniportRig(pc, 16, Map.of("timeout", "50")).showing(64, 64, 32)) {
            RectangleRequest request = new RectangleRequest(rig.buffer(0x100, 0), 0, 0, 64, 1);
            assertEquals(NtStatus.STATUS_IO_DEVICE_ERROR, rig.write(request));
            assertEquals(
                    List.of(
                            "ABORT at DISPATCH_LEVEL",
                            "completeDma at PASSIVE_LEVEL",
                            "unlockBuffer at PASSIVE_LEVEL"),
                    rig.calls.subList(rig.calls.size() - 3, rig.calls.size()));
            assertEquals(1, rig.statistics().timeouts());
            assertEquals(NtStatus.STATUS_SUCCESS, rig.write(request), "the next one");
        }
    }

    @Test
    void withoutAnEngineTheProcessorPaints() {
        pc.adapter.hasEngine = false;
        byte[] pixels = random(10 * 9 * 2);
        try (MiniportRig rig = new MiniportRig(pc, 16, Map.of()).showing(64, 64, 16)) {
            assertEquals(
                    NtStatus.STATUS_SUCCESS,
                    rig.write(new RectangleRequest(rig.buffer(pixels, 7), 5, 3, 10, 9)));
            long back = rig.buffer(pixels.length, 0xfff);
            assertEquals(
                    NtStatus.STATUS_SUCCESS, rig.read(new RectangleRequest(back, 5, 3, 10, 9)));
            assertArrayEquals(pixels, rig.bytes(back, pixels.length));
            assertEquals(2L * pixels.length, rig.statistics().bytesCopied());
            assertEquals(
                    Collections.nCopies(2, "lockBuffer at PASSIVE_LEVEL"),
                    rig.calls.stream().filter(call -> call.startsWith("lock")).toList());
            assertEquals(0, count(rig, "getDmaAdapter"));
        }
        assertEquals(pixels[0], pc.adapter.videoMemory[(3 * 64 + 5) * 2]);
    }

    @Test
    void whenTheDeviceIsRemovedTheEngineIsStopped() {
        MiniportRig rig = new MiniportRig(pc, 16, Map.of()).showing(64, 64, 32);
        rig.close();
        assertEquals("ABORT at HIGH_LEVEL", rig.calls.get(rig.calls.size() - 1));
        assertEquals(0, pc.adapter.read16(0x508), "nothing is shown");
    }

    @Test
    void aRequestThatIsTooShortOrUnknownIsRefused() {
        try (MiniportRig rig = new MiniportRig(pc, 16, Map.of()).showing(64, 64, 32)) {
            byte[] mode = new DisplayMode(64, 64, 32).encode();
            assertEquals(
                    NtStatus.STATUS_BUFFER_TOO_SMALL,
                    rig.control(DisplayControlCode.IOCTL_DISPLAY_SET_MODE, mode, 1).status());
            assertEquals(
                    NtStatus.STATUS_NOT_IMPLEMENTED, rig.control(0x0023_2ffc, mode, 0).status());
            for (DisplayMode bad :
                    List.of(
                            new DisplayMode(63, 64, 32),
                            new DisplayMode(64, 16_001, 16),
                            new DisplayMode(64, 64, 24),
                            new DisplayMode(1024, 1024, 32))) {
                assertEquals(
                        NtStatus.STATUS_INVALID_PARAMETER,
                        rig.control(DisplayControlCode.IOCTL_DISPLAY_SET_MODE, bad.encode(), 0)
                                .status(),
                        bad::toString);
            }
        }
    }
}
