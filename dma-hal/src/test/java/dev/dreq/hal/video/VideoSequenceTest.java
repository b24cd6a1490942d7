package dev.dreq.hal.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ScriptedBus;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Placement;
import dev.dreq.hal.verifier.VerifierMode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Packet-based bus-master DMA in a video miniport, step by step, each at its IRQL. */
@Timeout(20)
class VideoSequenceTest {
    private final TransferMiniport miniport =
            new TransferMiniport(
                    ScriptedBus.pc(),
                    KernelOptions.defaults().withVerifier(VerifierMode.STOP),
                    new VpDeviceDescription(true, true, false, 0x3000));
    private final TestMiniport port = miniport.port;

    @AfterEach
    void end() {
        port.close();
    }

    private long pattern(int bytes) {
        long va = port.buffer(0x234, bytes);
        byte[] data = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            data[i] = (byte) (i * 7 + 1);
        }
        port.kernel.mm().write(va, data, 0, bytes);
        return va;
    }

    @Test
    @DisplayName("A transfer in two pieces is the eleven steps, in order, each at its IRQL")
    void theSequence() {
        long va = pattern(0x5000);
        assertEquals(NtStatus.STATUS_SUCCESS, miniport.transfer(va, 0x5000, true).status());
        port.video.putDmaAdapter(port, port.adapter);
        String dirql = Irql.name(Irql.ofInput(TestMiniport.IRQ, port.bus.interruptInputs()));
        assertEquals(
                List.of(
                        // 1: VideoPortGetDmaAdapter, once
                        "HwVidFindAdapter at PASSIVE_LEVEL",
                        // 2, 3: the request, VideoPortLockBuffer, once
                        "HwVidStartIO at PASSIVE_LEVEL",
                        // 4, 5: HwVidExecuteDma before the return
                        "VideoPortStartDma is called at PASSIVE_LEVEL",
                        "HwVidExecuteDma at DISPATCH_LEVEL",
                        "VideoPortStartDma returned at PASSIVE_LEVEL",
                        // it did not wait for the hardware
                        "the display driver waits at PASSIVE_LEVEL",
                        // 6, 7
                        "HwVidInterrupt at " + dirql,
                        "HwVidDpcRoutine at DISPATCH_LEVEL",
                        "VideoPortCompleteDma returned at DISPATCH_LEVEL",
                        // 8: more is left
                        "VideoPortStartDma is called at DISPATCH_LEVEL",
                        "HwVidExecuteDma at DISPATCH_LEVEL",
                        "VideoPortStartDma returned at DISPATCH_LEVEL",
                        "HwVidInterrupt at " + dirql,
                        "HwVidDpcRoutine at DISPATCH_LEVEL",
                        "VideoPortCompleteDma returned at DISPATCH_LEVEL",
                        // 9, 10: once, behind the last piece; the display driver goes on
                        "VideoPortUnlockBuffer returned at DISPATCH_LEVEL"),
                port.seen);
        assertEquals(List.of("(0, 5000)->3000", "(3000, 2000)->2000"), miniport.pieces);
        assertEquals(0, port.kernel.mm().lockedPageFrames());
    }

    @Test
    void bytesGoToTheDeviceAndComeBack() {
        long from = pattern(0x9001);
        miniport.transfer(from, 0x9001, true);
        byte[] there = Arrays.copyOf(miniport.vram, 0x9001);
        byte[] source = new byte[0x9001];
        port.kernel.mm().read(from, source, 0, source.length);
        assertArrayEquals(source, there);

        long to = port.buffer(0xFFF, 0x9001);
        miniport.transfer(to, 0x9001, false);
        byte[] back = new byte[0x9001];
        port.kernel.mm().read(to, back, 0, back.length);
        assertArrayEquals(source, back);
        assertTrue(miniport.largestList > 1, "a scattered buffer takes a list");
    }

    @Test
    void aBufferThatMayNotBeWrittenIsNotLockedForADeviceThatWritesIt() {
        long va = port.kernel.mm().allocateVirtualMemory(0x1000, Placement.scattered().readOnly());
        assertEquals(
                NtStatus.STATUS_INVALID_PARAMETER, miniport.transfer(va, 0x1000, false).status());
        assertEquals(NtStatus.STATUS_SUCCESS, miniport.transfer(va, 0x1000, true).status());
        assertEquals(
                NtStatus.STATUS_INVALID_PARAMETER,
                miniport.transfer(0x1234_5678_000L, 0x1000, true).status(),
                "nothing is mapped there");
    }
}
