package dev.dreq.hal.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.dreq.hal.dma.DeviceDescription;
import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.dma.DmaOperations;
import dev.dreq.hal.dma.DmaSpeed;
import dev.dreq.hal.dma.DmaWidth;
import dev.dreq.hal.dma.DriverListControl;
import dev.dreq.hal.dma.ScatterGatherList;
import dev.dreq.hal.io.InterfaceType;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pulong;
import dev.dreq.hal.verifier.Rule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mockito.ArgumentCaptor;
import org.mockito.InOrder;

/** VideoPortStartDma and VideoPortCompleteDma on an adapter whose every answer is scripted. */
@Timeout(20)
class StartDmaTest {
    private static final int N = 5;

    private final TestMiniport port = new TestMiniport();
    private final DmaAdapter kernelAdapter = mock(DmaAdapter.class);
    private final DmaOperations dma = mock(DmaOperations.class);
    private final ScatterGatherList kernelList = mock(ScatterGatherList.class);
    private final List<DeviceDescription> descriptions = new ArrayList<>();
    private final List<VpScatterGatherList> lists = new ArrayList<>();
    private VideoPort video;
    private Mdl mdl;
    private Pulong length;

    @BeforeEach
    void begin() {
        when(kernelAdapter.dmaOperations()).thenReturn(dma);
        when(kernelList.numberOfElements()).thenReturn(1);
        video =
                new VideoPort(
                        port.kernel,
                        (pdo, description, registers) -> {
                            descriptions.add(description);
                            registers.set(N);
                            return kernelAdapter;
                        });
        port.video = video;
        port.description = new VpDeviceDescription(true, true, false, 0x4000);
        port.start();
        length = spy(port.ulong(0));
        mdl = lock(0x10, 0x14000, VpLockOperation.VpModifyAccess);
        grant(NtStatus.STATUS_SUCCESS);
    }

    @AfterEach
    void end() {
        port.close();
    }

    private Mdl lock(int offset, int bytes, VpLockOperation operation) {
        Mdl locked = video.lockBuffer(port, port.buffer(offset, bytes), bytes, operation);
        assertNotNull(locked);
        return locked;
    }

    /** What GetScatterGatherList answers, without calling back. */
    private void grant(NtStatus status) {
        when(dma.getScatterGatherList(
                        any(), any(), any(), anyLong(), anyInt(), any(), any(), anyBoolean()))
                .thenAnswer(
                        call -> {
                            port.note("GetScatterGatherList");
                            return status;
                        });
    }

    private VpStatus start(int offset, int wanted, boolean writeToDevice) {
        length.set(wanted);
        return video.startDma(
                port,
                port.adapter,
                mdl,
                offset,
                length,
                (ext, adapter, list, context) -> {
                    port.note("HwVidExecuteDma " + length.get() + " " + context);
                    lists.add(list);
                },
                "context",
                writeToDevice);
    }

    /** The registers are there. */
    private VpScatterGatherList callBack() {
        ArgumentCaptor<DriverListControl> control =
                ArgumentCaptor.forClass(DriverListControl.class);
        verify(dma, org.mockito.Mockito.atLeastOnce())
                .getScatterGatherList(
                        any(),
                        any(),
                        any(),
                        anyLong(),
                        anyInt(),
                        control.capture(),
                        any(),
                        anyBoolean());
        port.at(
                Irql.DISPATCH_LEVEL,
                () -> control.getValue().control(port.device, null, kernelList, null));
        return lists.get(lists.size() - 1);
    }

    @Test
    void theDescriptionSaysBusMasterAndWhatTheMiniportSaid() {
        assertEquals(
                DeviceDescription.zeroed()
                        .version(DeviceDescription.DEVICE_DESCRIPTION_VERSION)
                        .master(true)
                        .scatterGather(true)
                        .dma32BitAddresses(true)
                        .dmaWidth(DmaWidth.Width8Bits)
                        .dmaSpeed(DmaSpeed.Compatible)
                        .interfaceType(InterfaceType.PCIBus)
                        .maximumLength(0x4000)
                        .build(),
                descriptions.get(0));
    }

    @Test
    void aDeviceThatMovesNothingHasNoAdapter() {
        assertNull(video.getDmaAdapter(port, new VpDeviceDescription(true, true, false, 0)));
    }

    @Test
    void theLengthIsWrittenOnceBeforeTheCallbackAlsoWhenThatComesLater() {
        assertEquals(VpStatus.NO_ERROR, start(0x20, 0x14000, true));
        assertEquals(0x4000, length.get());
        assertEquals(List.of(), lists, "still queued");
        assertEquals(List.of("GetScatterGatherList at DISPATCH_LEVEL"), port.seen);
        callBack();
        assertEquals("HwVidExecuteDma 16384 context at DISPATCH_LEVEL", port.seen.get(1));
        InOrder order = inOrder(length, dma);
        order.verify(length).set(0x14000);
        order.verify(length).set(0x4000);
        order.verify(dma)
                .getScatterGatherList(
                        eq(kernelAdapter),
                        eq(port.device),
                        eq(mdl),
                        eq(port.kernel.mm().getMdlVirtualAddress(mdl) + 0x20),
                        eq(0x4000),
                        any(),
                        any(),
                        eq(true));
        verify(length, times(2)).set(anyInt());
    }

    @Test
    void withoutResourcesNothingIsCoveredAndTheCallbackNeverRuns() {
        grant(NtStatus.STATUS_INSUFFICIENT_RESOURCES);
        assertEquals(VpStatus.ERROR_NOT_ENOUGH_MEMORY, start(0, 0x1000, true));
        assertEquals(0, length.get());
        grant(NtStatus.STATUS_SUCCESS);
        assertEquals(VpStatus.NO_ERROR, start(0, 0x1000, true), "it can be tried again");
    }

    @Test
    void piecesOutsideTheBufferAndPiecesOfNothingAreRefused() {
        for (int offset : new int[] {0x14000, 0x14001, -1, Integer.MIN_VALUE}) {
            assertEquals(VpStatus.ERROR_INVALID_PARAMETER, start(offset, 1, true));
            assertEquals(0, length.get());
        }
        assertEquals(VpStatus.ERROR_INVALID_PARAMETER, start(0, 0, true));
        verify(dma, never())
                .getScatterGatherList(
                        any(), any(), any(), anyLong(), anyInt(), any(), any(), anyBoolean());
        assertEquals(VpStatus.NO_ERROR, start(0x13FFF, -1, true), "an unsigned length");
        assertEquals(1, length.get());
    }

    @Test
    void completionGivesTheListBackAtDispatchLevelAndEndsIt() {
        start(0, 0x1000, false);
        VpScatterGatherList list = callBack();
        assertEquals(1, list.numberOfElements());
        org.mockito.Mockito.doAnswer(
                        call -> {
                            port.note("PutScatterGatherList");
                            return null;
                        })
                .when(dma)
                .putScatterGatherList(any(), any(), anyBoolean());
        assertEquals(VpStatus.NO_ERROR, video.completeDma(port, port.adapter, list, false));
        verify(dma).putScatterGatherList(kernelAdapter, kernelList, false);
        assertEquals("PutScatterGatherList at DISPATCH_LEVEL", port.seen.get(2));
        expect(Rule.LIST_ENDED, list::numberOfElements, "VideoPortCompleteDma");
        expect(Rule.LIST_ENDED, () -> list.elements(0), "VideoPortCompleteDma");
        expect(
                Rule.DMA_NOT_COMPLETED,
                () -> video.completeDma(port, port.adapter, list, false),
                "not open");
    }

    @Test
    void aSecondOperationOnAnAdapterWaitsForTheFirstToBeCompleted() {
        start(0, 0x1000, true);
        expect(Rule.DMA_NOT_COMPLETED, () -> start(0, 1, true), "VideoPortStartDma");
        VpScatterGatherList list = callBack();
        expect(Rule.DMA_NOT_COMPLETED, () -> start(0, 1, true), "VideoPortStartDma");
        expect(
                Rule.DMA_NOT_COMPLETED,
                () -> video.putDmaAdapter(port, port.adapter),
                "VideoPortPutDmaAdapter");
        video.completeDma(port, port.adapter, list, true);
        assertEquals(VpStatus.NO_ERROR, start(0, 1, true));
    }

    @Test
    void completionNamesTheSameAdapterListAndDirection() {
        VpDmaAdapter other = video.getDmaAdapter(port, port.description);
        start(0, 0x1000, true);
        expect(
                Rule.DMA_NOT_COMPLETED,
                () -> video.completeDma(port, port.adapter, mock(VpScatterGatherList.class), true),
                "not open");
        VpScatterGatherList list = callBack();
        expect(
                Rule.DMA_NOT_COMPLETED,
                () -> video.completeDma(port, port.adapter, list, false),
                "WriteToDevice false");
        expect(
                Rule.DMA_NOT_COMPLETED,
                () -> video.completeDma(port, other, list, true),
                "not open");
        verify(dma, never()).putScatterGatherList(any(), any(), anyBoolean());
        assertEquals(VpStatus.NO_ERROR, video.completeDma(port, port.adapter, list, true));
    }

    @Test
    void aBufferStaysLockedUntilItsOperationsAreComplete() {
        start(0, 0x1000, true);
        expect(Rule.WRONG_LOCK, () -> video.unlockBuffer(port, mdl), "VideoPortCompleteDma");
        video.completeDma(port, port.adapter, callBack(), true);
        video.unLockBuffer(port, mdl);
        expect(Rule.WRONG_LOCK, () -> video.unlockBuffer(port, mdl), "not locked");
        expect(Rule.WRONG_LOCK, () -> start(0, 1, true), "VideoPortLockBuffer");
    }

    @Test
    void aDeviceDoesNotWriteIntoABufferLockedForReading() {
        mdl = lock(0, 0x1000, VpLockOperation.VpReadAccess);
        expect(Rule.WRONG_LOCK_OPERATION, () -> start(0, 1, false), "VpWriteAccess");
        assertEquals(VpStatus.NO_ERROR, start(0, 1, true));
    }

    @Test
    void anAdapterThatWasPutIsGone() {
        VpDmaAdapter put = port.adapter;
        video.putDmaAdapter(port, put);
        verify(dma).putDmaAdapter(kernelAdapter);
        expect(Rule.ADAPTER_RELEASED, () -> start(0, 1, true), "VideoPortStartDma");
        expect(
                Rule.ADAPTER_RELEASED,
                () -> video.putDmaAdapter(port, put),
                "VideoPortPutDmaAdapter");
    }

    @Test
    void nobodyElsesExtensionWillDo() {
        BugCheck stop =
                TestMiniport.stop(
                        () -> video.lockBuffer("another", 0, 1, VpLockOperation.VpReadAccess));
        assertTrue(stop.getMessage().contains("VideoPortLockBuffer with a device extension"));
    }

    @Test
    void aBufferOfNothingIsNotLocked() {
        assertNull(video.lockBuffer(port, port.buffer(0, 1), 0, VpLockOperation.VpReadAccess));
        assertNull(video.lockBuffer(port, port.buffer(0, 1), -1, VpLockOperation.VpReadAccess));
    }

    @Test
    void hwVidExecuteDmaReturnsAtTheLevelItWasCalledAt() {
        length.set(1);
        video.startDma(
                port,
                port.adapter,
                mdl,
                0,
                length,
                (e, a, l, c) -> {
                    lists.add(l);
                    port.kernel.ke().raiseIrql(5);
                },
                null,
                true);
        BugCheck stop = TestMiniport.stop(this::callBack);
        assertTrue(stop.getMessage().contains("HwVidExecuteDma"), stop.getMessage());
    }

    private static void expect(Rule rule, Runnable body, String words) {
        BugCheck stop = TestMiniport.stop(body);
        assertEquals(rule.code(), stop.parameter(1));
        assertTrue(stop.getMessage().contains(words), stop.getMessage());
    }
}
