package dev.dreq.machine.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;

import dev.dreq.machine.Machine;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.cpu.RamRange;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WriteBackCacheTest {
    private static final int MIB = 1 << 20;

    private final CpuBus memory = mock(CpuBus.class);
    private final WriteBackCache cache =
            new WriteBackCache(memory, List.of(new RamRange(0, 16 * MIB)));
    private final CpuBus cpu = new CachedBus(memory, cache);

    @Test
    void aLoadFetchesItsLineOnce() {
        cpu.load8(0x1047);
        cpu.load64(0x1078);
        verify(memory).read(eq(0x1040L), any(), eq(0x40), eq(0x40));
        verifyNoMoreInteractions(memory);
    }

    @Test
    void rangesAreMovedAsRanges() {
        cpu.read(0x1010, new byte[0x3000], 0, 0x2ff0);
        verify(memory).read(eq(0x1000L), any(), eq(0), eq(0x1000));
        verify(memory).read(eq(0x2000L), any(), eq(0), eq(0x1000));
        verify(memory).read(eq(0x3000L), any(), eq(0), eq(0x1000));
        cpu.write(0x8000, new byte[0x1000], 0, 0x1000);
        cpu.fill(0x9000, 0x1000, 1);
        verify(memory, never()).write(anyLong(), any(), anyInt(), anyInt());
        cache.clean(0x8800, 0x1000);
        verify(memory).write(eq(0x8800L), any(), eq(0x800), eq(0x800));
        verify(memory).write(eq(0x9000L), any(), eq(0), eq(0x800));
        verifyNoMoreInteractions(memory);
    }

    @Test
    void aLineStoredInPartIsFetchedAndOnlyThePartWrittenBack() {
        cpu.store16(0x1002, 0x1234);
        verify(memory).read(eq(0x1000L), any(), eq(0), eq(0x40));
        cache.clean(0, 16 * MIB);
        cache.clean(0, 16 * MIB);
        verify(memory).write(eq(0x1002L), any(), eq(2), eq(2));
        verifyNoMoreInteractions(memory);
    }

    @Test
    void whatIsNotRamPassesInOneAccess() {
        cpu.fill(0xe000_0000L, 1L << 30, 7);
        verify(memory).fill(0xe000_0000L, 1L << 30, 7);
        cpu.store32(0xe000_0000L, 5);
        verify(memory).store32(0xe000_0000L, 5);
        cpu.load64(-8);
        verify(memory).load64(-8);
        byte[] bytes = new byte[0x4000];
        cpu.read(0xe000_0fffL, bytes, 0, 0x4000);
        verify(memory).read(0xe000_0fffL, bytes, 0, 0x4000);
        verifyNoMoreInteractions(memory);
    }

    @Test
    void aPageTakenOutPassesAndABitOfItNamesAllOfIt() {
        cache.uncached(0x1fff, 2, true);
        cpu.store8(0x1000, 1);
        cpu.store64(0x1ffc, 2);
        cpu.load16(0x2ffe);
        verify(memory).store8(0x1000, 1);
        verify(memory).store64(0x1ffc, 2);
        verify(memory).load16(0x2ffe);
        verifyNoMoreInteractions(memory);
        cache.uncached(0x1000, 0x2000, false);
        cpu.store8(0x1000, 1);
        verify(memory).read(eq(0x1000L), any(), anyInt(), anyInt());
        verifyNoMoreInteractions(memory);
    }

    @Test
    void rangesThatAreNoRamOrEmptyOrEndlessAreMaintainedAsFarAsThereIsRam() {
        cpu.store8(16 * MIB - 1, 1);
        cache.clean(-1, 1);
        cache.clean(16 * MIB, 5);
        cache.invalidate(16 * MIB - 1, 0);
        cache.uncached(16 * MIB - 1, 0, true);
        verify(memory, never()).write(anyLong(), any(), anyInt(), anyInt());
        cache.clean(16 * MIB - 1, Long.MAX_VALUE);
        verify(memory).write(eq(16L * MIB - 1), any(), eq(0xfff), eq(1));
        assertThrows(IllegalArgumentException.class, () -> cache.clean(0, -1));
        assertThrows(IllegalArgumentException.class, () -> cpu.fill(0, -1, 0));
    }

    @Test
    void overlappingRangesAreCopiedAsTheyWere() {
        Machine machine = Machine.builder().memory(2 * MIB).coherent(false).build();
        CpuBus behind = machine.cpu();
        byte[] noise = new byte[0x9000];
        new SplittableRandom(1).nextBytes(noise);
        for (int distance : new int[] {1, 64, 5000}) {
            behind.write(MIB + 10, noise, 0, noise.length);
            behind.copy(MIB + 10 + distance, MIB + 10, noise.length);
            assertHolds(noise, behind, MIB + 10 + distance);
            behind.copy(MIB + 10, MIB + 10 + distance, noise.length);
            assertHolds(noise, behind, MIB + 10);
        }
    }

    private static void assertHolds(byte[] expected, CpuBus bus, long address) {
        byte[] found = new byte[expected.length];
        bus.read(address, found, 0, found.length);
        assertArrayEquals(expected, found);
    }

    @Test
    void twoPagesOfOnePlaceTakeTurns() {
        Machine machine = Machine.builder().memory(1L << 30).coherent(false).build();
        machine.cpu().store32(MIB, 1);
        assertEquals(0, machine.bus().load32(MIB));
        machine.cpu().load8(129 * MIB);
        assertEquals(1, machine.bus().load32(MIB));
        machine.bus().store32(MIB, 2);
        assertEquals(2, machine.cpu().load32(MIB));
    }
}
