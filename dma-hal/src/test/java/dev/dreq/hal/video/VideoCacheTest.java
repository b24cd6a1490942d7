package dev.dreq.hal.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verifyNoMoreInteractions;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ScriptedBus;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Placement;
import dev.dreq.plugin.cpu.CacheControl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mockito.InOrder;

/** A miniport need not know that there is a cache: StartDma and CompleteDma look after it. */
@Timeout(60)
class VideoCacheTest {
    private static final int BYTES = 0x3000;

    private final CacheControl cache = mock(CacheControl.class);

    /** A page at a time, from three frames that do not follow one another. */
    private void transfer(boolean toDevice) {
        try (TransferMiniport miniport =
                new TransferMiniport(
                        ScriptedBus.pc().withCache(cache),
                        KernelOptions.defaults().withDmaMapRegisterLimit(1),
                        new VpDeviceDescription(true, true, false, BYTES))) {
            long va =
                    miniport.port
                            .kernel
                            .mm()
                            .allocateVirtualMemory(
                                    BYTES, Placement.inFrames(0x210L, 0x220L, 0x230L));
            clearInvocations(cache);
            assertEquals(NtStatus.STATUS_SUCCESS, miniport.transfer(va, BYTES, toDevice).status());
        }
    }

    @Test
    void eachPieceIsCleanedBeforeTheDeviceReadsIt() {
        transfer(true);
        InOrder order = inOrder(cache);
        for (long page : new long[] {0x210000, 0x220000, 0x230000}) {
            order.verify(cache).clean(page, 0x1000);
        }
        verifyNoMoreInteractions(cache);
    }

    @Test
    void eachPieceIsInvalidatedBeforeAndAfterTheDeviceWritesIt() {
        transfer(false);
        InOrder order = inOrder(cache);
        for (long page : new long[] {0x210000, 0x220000, 0x230000}) {
            order.verify(cache).clean(page, 0x1000);
            order.verify(cache, times(2)).invalidate(page, 0x1000);
        }
        verifyNoMoreInteractions(cache);
    }
}
