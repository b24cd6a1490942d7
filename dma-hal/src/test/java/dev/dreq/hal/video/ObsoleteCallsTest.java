package dev.dreq.hal.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.dma.PphysicalAddress;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Pulong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is left of the DMA routines of old miniports. */
@Timeout(20)
class ObsoleteCallsTest {
    private final TestMiniport port = new TestMiniport().start();
    private final VideoPort video = port.video;

    @AfterEach
    void end() {
        port.close();
    }

    @ParameterizedTest
    @EnumSource(DmaFlags.class)
    void doDmaReturnsNull(DmaFlags flags) {
        assertEquals(0, video.doDma(port, 0x1234, flags));
    }

    @Test
    void theOthersReturnWhatTheyAlwaysReturn() {
        Pulong length = port.ulong(16);
        assertEquals(0, video.mapDmaMemory(port, null, 0xA0000, length, port.ulong(0), 0, 0, 0));
        assertFalse(video.unmapDmaMemory(port, 1, 2, 3));
        video.setBytesUsed(port, 0x1234, 77);
        assertEquals(0, video.getBytesUsed(port, 0x1234));
        video.setDmaContext(port, 0x1234, "context");
        assertNull(video.getDmaContext(port, 0x1234));
        assertEquals(0, video.associateEventsWithDmaHandle(port, null, null, null));
        assertFalse(video.signalDmaComplete(port, 0x1234));
        assertEquals(0x1234, video.getMdl(port, 0x1234));
        assertTrue(video.unlockPages(port, 0x1234), "also when nothing is locked");
        assertEquals(VpStatus.ERROR_INVALID_FUNCTION, video.enableInterrupt(port));
        assertEquals(VpStatus.ERROR_INVALID_FUNCTION, video.disableInterrupt(port));
    }

    @Test
    void lockPagesLocksForInitOnlyAndUnlockPagesUnlocks() {
        int before = port.kernel.mm().lockedPageFrames();
        port.startIo =
                (ext, vrp) -> {
                    for (DmaFlags flags : DmaFlags.values()) {
                        boolean expected = flags == DmaFlags.VideoPortDmaInitOnly;
                        assertEquals(expected, video.lockPages(port, vrp, null, null, flags));
                    }
                    long pDma = video.getMdl(port, vrp.outputBuffer());
                    assertEquals(before + 1, port.kernel.mm().lockedPageFrames());
                    assertTrue(video.unlockPages(port, pDma));
                    vrp.statusBlock().setStatus(VpStatus.NO_ERROR);
                    return true;
                };
        long va = port.buffer(0, 0x100);
        assertEquals(
                NtStatus.STATUS_SUCCESS,
                port.kernel
                        .io()
                        .deviceControl(port.device, TestMiniport.IOCTL, va, 0x100, 0, 0)
                        .status());
        assertEquals(before, port.kernel.mm().lockedPageFrames());
    }

    @Test
    void theOldCommonBufferComesFromTheFirstAdapter() {
        PphysicalAddress logical = port.kernel.dma().newPhysicalAddress();
        Pulong actual = port.ulong(0);
        long va = video.getCommonBuffer(port, 0x1800, 64, logical, actual, true);
        assertNotEquals(0, va);
        assertEquals(0x1800, actual.get());
        assertEquals(port.kernel.mm().getPhysicalAddress(va), logical.get());
        video.freeCommonBuffer(port, 0x1800, va, logical.get(), true);
    }

    @Test
    void theOldCommonBufferHasACeilingOf256KiB() {
        port.description = new VpDeviceDescription(true, true, false, 0x100_0000);
        video.putDmaAdapter(port, port.adapter);
        port.getAdapter();
        PphysicalAddress logical = port.kernel.dma().newPhysicalAddress();
        Pulong actual = port.ulong(0);
        long va = video.getCommonBuffer(port, 0x40000, 0, logical, actual, false);
        assertNotEquals(0, va);
        video.freeCommonBuffer(port, 0x40000, va, logical.get(), false);
        assertEquals(0, video.getCommonBuffer(port, 0x40001, 0, logical, actual, false));
    }

    @Test
    void withoutAnAdapterThereIsNoOldCommonBuffer() {
        video.putDmaAdapter(port, port.adapter);
        PphysicalAddress logical = port.kernel.dma().newPhysicalAddress();
        assertEquals(0, video.getCommonBuffer(port, 0x1000, 0, logical, port.ulong(0), true));
    }

    @Test
    void hwVidStartDmaIsNeverCalled() {
        try (TransferMiniport miniport =
                new TransferMiniport(
                        dev.dreq.hal.ScriptedBus.pc(),
                        dev.dreq.hal.KernelOptions.defaults(),
                        new VpDeviceDescription(true, true, false, 0x1000))) {
            long va = miniport.port.buffer(0, 0x3000);
            miniport.transfer(va, 0x3000, true);
            assertFalse(miniport.port.startDmaCalled);
            assertEquals(3, miniport.pieces.size());
        }
    }
}
