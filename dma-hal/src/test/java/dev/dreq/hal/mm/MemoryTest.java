package dev.dreq.hal.mm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ScriptedBus;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Ke;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.cpu.RamRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MemoryTest {
    private final ScriptedBus bus = ScriptedBus.pc();
    private final Ke ke = new Ke(bus);
    private final Mm mm = new Mm(bus, ke, KernelOptions.defaults());

    private static BugCheckCode stop(org.junit.jupiter.api.function.Executable executable) {
        return assertThrows(BugCheck.class, executable).code();
    }

    @Test
    void aBufferIsContiguousInVirtualSpaceAndScatteredInPhysicalSpace() {
        long va = mm.allocateVirtualMemory(0x8000, Placement.scattered().atOffset(0x234));
        assertEquals(0x234, Pages.byteOffset(va));
        int jumps = 0;
        for (int page = 0; page < 7; page++) {
            long here = mm.getPhysicalAddress(va + page * 0x1000L);
            long next = mm.getPhysicalAddress(va + (page + 1) * 0x1000L);
            jumps += next == here + 0x1000 ? 0 : 1;
        }
        assertTrue(jumps >= 6, "jumps: " + jumps);
    }

    @Test
    void bytesGoWhereTheirPagesAre() {
        for (int seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int length = random.nextInt(1, 0x5000);
            int offset = random.nextInt(0x1000);
            long va = mm.allocateVirtualMemory(length, Placement.scattered().atOffset(offset));
            byte[] data = new byte[length];
            random.nextBytes(data);
            mm.write(va, data, 0, length);
            for (int i = 0; i < length; i += 97) {
                assertEquals(
                        data[i] & 0xFF, bus.load8(mm.getPhysicalAddress(va + i)), "seed " + seed);
            }
            long copy = mm.allocateVirtualMemory(length, Placement.scattered().atOffset(7));
            mm.copy(copy, va, length);
            byte[] back = new byte[length];
            mm.read(copy, back, 0, length);
            assertArrayEquals(data, back, "seed " + seed);
            mm.freeVirtualMemory(va);
            mm.freeVirtualMemory(copy);
        }
    }

    @Test
    void aRunOfConsecutivePagesIsOneBusAccess() {
        CpuBus mock = mock(CpuBus.class);
        when(mock.ramRanges()).thenReturn(List.of(new RamRange(0x100000, 0x100000)));
        Mm memory = new Mm(mock, new Ke(mock), KernelOptions.defaults());
        long va = memory.allocateVirtualMemory(0x3000, Placement.inFrames(0x110L, 0x111L, 0x140L));
        org.mockito.Mockito.clearInvocations(mock);
        byte[] data = new byte[0x2FFF];
        memory.write(va + 1, data, 0, data.length);
        verify(mock).write(0x110001, data, 0, 0x1FFF);
        verify(mock).write(0x140000, data, 0x1FFF, 0x1000);
        verifyNoMoreInteractions(mock);
    }

    @Test
    void newVirtualMemoryIsZeroedAndFreedMemoryComesBack() {
        long free = mm.freePageFrames();
        for (int round = 0; round < 3; round++) {
            long va = mm.allocateVirtualMemory(0x3000, Placement.inFrames(0x200L, 0x201L, 0x202L));
            byte[] bytes = new byte[0x3000];
            mm.read(va, bytes, 0, bytes.length);
            assertArrayEquals(new byte[0x3000], bytes);
            mm.fill(va, 0x3000, 0xAA);
            mm.freeVirtualMemory(va);
            assertEquals(free, mm.freePageFrames());
        }
    }

    @Test
    void buffersLieAboveWhereTheOptionSays() {
        Mm high = new Mm(bus, ke, KernelOptions.defaults().withBufferAbove(16 << 20).withSeed(3));
        long va = high.allocateVirtualMemory(0x10000, Placement.scattered());
        for (int page = 0; page < 16; page++) {
            assertTrue(high.getPhysicalAddress(va + page * 0x1000L) >= 16 << 20);
        }
        Mm none = new Mm(bus, ke, KernelOptions.defaults().withBufferAbove(1L << 40));
        assertEquals(0, none.allocateVirtualMemory(1, Placement.scattered()));
    }

    @Test
    void contiguousMemoryHonoursReachAndBoundary() {
        long block =
                mm.allocateContiguousMemorySpecifyCache(
                        0x20000, 0, 0xFFFFFF, 0x20000, MemoryCachingType.MmNonCached);
        assertEquals(0, mm.getPhysicalAddress(block) % 0x20000);
        assertEquals(
                mm.getPhysicalAddress(block) + 0x1FFFF, mm.getPhysicalAddress(block + 0x1FFFF));
        assertEquals(
                0,
                mm.allocateContiguousMemorySpecifyCache(
                        0x20001, 0, 0xFFFFFF, 0x20000, MemoryCachingType.MmCached));
        assertEquals(
                0,
                mm.allocateContiguousMemorySpecifyCache(
                        0x1000, 0, 0xFFE, 0, MemoryCachingType.MmCached));
        mm.freeContiguousMemory(block);
        assertEquals(BugCheckCode.MEMORY_MANAGEMENT, stop(() -> mm.freeContiguousMemory(block)));
    }

    @Test
    void strayAccessesAreBugChecks() {
        long va = mm.allocateVirtualMemory(0x1000, Placement.scattered().inSystemSpace());
        byte[] bytes = new byte[0x1001];
        assertEquals(
                BugCheckCode.PAGE_FAULT_IN_NONPAGED_AREA,
                stop(() -> mm.read(va, bytes, 0, 0x1001)));
        assertEquals(
                BugCheckCode.PAGE_FAULT_IN_NONPAGED_AREA, stop(() -> mm.write(0, bytes, 0, 1)));
        long readOnly = mm.allocateVirtualMemory(1, Placement.scattered().readOnly());
        mm.read(readOnly, bytes, 0, 1);
        assertEquals(
                BugCheckCode.ATTEMPTED_WRITE_TO_READONLY_MEMORY,
                stop(() -> mm.write(readOnly, bytes, 0, 1)));
        mm.freeVirtualMemory(va);
        assertEquals(
                BugCheckCode.PAGE_FAULT_IN_NONPAGED_AREA, stop(() -> mm.read(va, bytes, 0, 1)));
    }

    @Test
    void pageableAndUserMemoryAreNotTouchedAtDispatchLevel() {
        long user = mm.allocateVirtualMemory(0x1000, Placement.scattered());
        long system = mm.allocateVirtualMemory(0x1000, Placement.scattered().inSystemSpace());
        long paged = mm.allocatePool(PoolType.PagedPool, 0x1000, "Test");
        long nonPaged = mm.allocatePool(PoolType.NonPagedPool, 0x1000, "Test");
        ke.raiseIrql(Irql.DISPATCH_LEVEL);
        byte[] bytes = new byte[1];
        mm.read(nonPaged, bytes, 0, 1);
        for (long va : new long[] {user, system, paged}) {
            BugCheck stop = assertThrows(BugCheck.class, () -> mm.read(va, bytes, 0, 1));
            assertEquals(BugCheckCode.DRIVER_IRQL_NOT_LESS_OR_EQUAL, stop.code());
            assertEquals(va, stop.parameter(1));
        }
    }

    @Test
    void poolBlocksDoNotOverlapAndLargeOnesBeginAPage() {
        for (int seed = 0; seed < 5; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Set<Long> bytes = new HashSet<>();
            List<Long> blocks = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                int size = random.nextInt(1, 0x1800);
                long va = mm.allocatePool(PoolType.NonPagedPool, size, "Test");
                assertNotEquals(0, va);
                assertEquals(0, va % 16);
                if (size > 0x800) {
                    assertEquals(0, Pages.byteOffset(va), "seed " + seed + ", size " + size);
                }
                for (int at = 0; at < size; at += 16) {
                    assertTrue(bytes.add(va + at), "seed " + seed);
                }
                blocks.add(va);
            }
            blocks.forEach(mm::freePool);
        }
    }

    @Test
    void aPoolBlockIsFreedOnce() {
        long va = mm.allocatePool(PoolType.NonPagedPool, 100, "Test");
        mm.freePool(va);
        assertEquals(BugCheckCode.BAD_POOL_CALLER, stop(() -> mm.freePool(va)));
        assertEquals(BugCheckCode.BAD_POOL_CALLER, stop(() -> mm.freePool(va + 1)));
        assertEquals(0, mm.allocatePool(PoolType.NonPagedPool, 0, "Test"));
        assertEquals(0, mm.allocatePool(PoolType.NonPagedPool, 1L << 40, "Test"));
    }

    @Test
    void deviceMemoryIsMappedAsItIs() {
        long va = mm.mapIoSpace(0xFEB0_0010L, 0x2000, MemoryCachingType.MmNonCached);
        assertEquals(0xFEB0_0010L, mm.getPhysicalAddress(va));
        assertEquals(0xFEB0_200FL, mm.getPhysicalAddress(va + 0x1FFF));
        long free = mm.freePageFrames();
        mm.unmapIoSpace(va);
        assertEquals(free, mm.freePageFrames());
    }
}
