package dev.dreq.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.mm.AccessMode;
import dev.dreq.hal.mm.LockOperation;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Mm;
import dev.dreq.hal.mm.Placement;
import dev.dreq.plugin.cpu.CacheControl;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.cpu.RamRange;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

class KernelTest {
    private final CpuBus bus = mock(CpuBus.class);
    private final CacheControl cache = mock(CacheControl.class);

    private Ke cachedKe() {
        when(bus.ramRanges()).thenReturn(List.of(new RamRange(0x100000, 0x100000)));
        when(bus.capability(CacheControl.class)).thenReturn(Optional.of(cache));
        return new Ke(bus);
    }

    private Mdl lockedMdl(Ke ke) {
        Mm mm = new Mm(bus, ke, KernelOptions.defaults());
        long va =
                mm.allocateVirtualMemory(
                        0x1800, Placement.inFrames(0x110L, 0x140L).atOffset(0x400));
        Mdl mdl = mm.createMdl(va, 0x1800);
        mm.probeAndLockPages(mdl, AccessMode.UserMode, LockOperation.IoModifyAccess);
        return mdl;
    }

    @Test
    void flushingBeforeADeviceReadsMemoryCleansEachPage() {
        Ke ke = cachedKe();
        ke.flushIoBuffers(lockedMdl(ke), false, true);
        verify(cache).clean(0x110400, 0xC00);
        verify(cache).clean(0x140000, 0xC00);
        verify(cache, never()).invalidate(anyLong(), anyLong());
    }

    @Test
    void flushingBeforeADeviceWritesMemoryInvalidatesWithoutLosingNeighbours() {
        Ke ke = cachedKe();
        ke.flushIoBuffers(lockedMdl(ke), true, true);
        InOrder order = inOrder(cache);
        order.verify(cache).clean(0x110400, 0xC00);
        order.verify(cache).invalidate(0x110400, 0xC00);
        order.verify(cache).clean(0x140000, 0xC00);
        order.verify(cache).invalidate(0x140000, 0xC00);
    }

    @Test
    void programmedIoIsNotFlushed() {
        Ke ke = cachedKe();
        ke.flushIoBuffers(lockedMdl(ke), true, false);
        verify(cache, never()).clean(anyLong(), anyLong());
        verify(cache, never()).invalidate(anyLong(), anyLong());
    }

    @Test
    void theMdlsBehindTheOneThatIsFlushedAreLeftAlone() {
        Ke ke = cachedKe();
        Mdl first = lockedMdl(ke);
        first.setNext(lockedMdl(ke));
        ke.flushIoBuffers(first, false, true);
        verify(cache, times(2)).clean(anyLong(), anyLong());
    }

    @Test
    void memoryIsCachedAgainWhenAKernelBoots() {
        lockedMdl(cachedKe());
        verify(cache).uncached(0x100000, 0x100000, false);
    }

    @Test
    void mapRegistersAreNotCached() {
        cachedKe();
        new Kernel(bus, KernelOptions.defaults()).close();
        verify(cache).uncached(0x100000, 0x20000, true);
    }

    @Test
    void theMainThreadReturnsItsValueOrItsException() throws IOException {
        try (Kernel kernel = new Kernel(ScriptedBus.pc(), KernelOptions.defaults())) {
            assertEquals(42, kernel.<Integer, RuntimeException>run("main", () -> 42));
            assertThrows(
                    IOException.class,
                    () ->
                            kernel.<Integer, IOException>run(
                                    "main",
                                    () -> {
                                        throw new IOException("full");
                                    }));
        }
    }

    @Test
    void twoKernelsInOneJavaMachineDifferInEverything() {
        ScriptedBus one = ScriptedBus.pc();
        ScriptedBus two = ScriptedBus.upTo(2 << 20);
        try (Kernel first = new Kernel(one, KernelOptions.defaults());
                Kernel second = new Kernel(two, KernelOptions.defaults())) {
            first.ke().raiseIrql(Irql.DISPATCH_LEVEL);
            assertEquals(Irql.PASSIVE_LEVEL, second.ke().getCurrentIrql());
            assertNotEquals(first.mm().freePageFrames(), second.mm().freePageFrames());
            first.ke().stallExecutionProcessor(5);
            assertEquals(0, second.ke().queryPerformanceCounter());
        }
    }

    @Test
    void optionsOutOfRangeAreRefusedByName() {
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> KernelOptions.defaults().withDmaMapRegisterLimit(-1));
        assertEquals(
                "map register limit -1: give 0 for none, or a positive number",
                refused.getMessage());
        assertThrows(
                IllegalArgumentException.class, () -> KernelOptions.defaults().withBufferAbove(-1));
        assertThrows(
                IllegalArgumentException.class,
                () -> KernelOptions.defaults().withIsaInterrupts(List.of(6, 16)));
    }
}
