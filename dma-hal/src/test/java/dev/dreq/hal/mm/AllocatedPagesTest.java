package dev.dreq.hal.mm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ScriptedBus;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.NtStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** MmAllocatePagesForMdl, its Ex, and MmFreePagesFromMdl. */
class AllocatedPagesTest {
    private static final long LOW = 0x20_0000;
    private static final long HIGH = 0x20_7FFF;

    private final ScriptedBus bus = ScriptedBus.pc();
    private final Ke ke = new Ke(bus);
    private final Mm mm = new Mm(bus, ke, KernelOptions.defaults());

    private Mdl pages(long skip, long total, int flags) {
        return mm.allocatePagesForMdlEx(
                LOW, HIGH, skip, total, MemoryCachingType.MmNonCached, flags);
    }

    private static void assertMisuse(Executable call) {
        assertEquals(
                BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION,
                assertThrows(BugCheck.class, call).code());
    }

    /** Takes a page out of the middle of the range. */
    private void split() {
        assertNotNull(mm.allocatePagesForMdl(LOW + 0x3000, LOW + 0x3FFF, 0, 0x1000));
    }

    @Test
    void fewerPagesThanAskedAreGotUnlessAllAreRequired() {
        long free = mm.freePageFrames();
        assertNull(pages(0, 0x9000, Mm.MM_ALLOCATE_FULLY_REQUIRED));
        assertEquals(free, mm.freePageFrames());
        Mdl all = pages(0, 0x9000, 0);
        assertEquals(0x8000, all.byteCount());
        assertNull(pages(0, 0x1000, 0));
        mm.freePagesFromMdl(all);
        assertEquals(free, mm.freePageFrames());
        assertEquals(0, mm.lockedPageFrames());
    }

    @Test
    void nothingIsGotForNoBytesForNoRoomAndForUnknownFlags() {
        assertNull(mm.allocatePagesForMdl(LOW, HIGH, 0, 0));
        assertNull(mm.allocatePagesForMdl(LOW, HIGH, 0, -1));
        assertNull(mm.allocatePagesForMdl(HIGH, LOW, 0, 0x1000));
        assertNull(pages(0, 0x1000, 0x40));
    }

    @Test
    void pagesAreZeroedUnlessTheyNeedNotBe() {
        byte[] dirt = {1, 2, 3, 4};
        byte[] read = new byte[4];
        bus.write(LOW, dirt, 0, 4);
        Mdl dirty = mm.allocatePagesForMdlEx(LOW, HIGH, 0, 0x1000, MemoryCachingType.MmCached, 1);
        bus.read(LOW, read, 0, 4);
        assertArrayEquals(dirt, read);
        mm.freePagesFromMdl(dirty);
        mm.allocatePagesForMdl(LOW, HIGH, 0, 0x1000);
        bus.read(LOW, read, 0, 4);
        assertArrayEquals(new byte[4], read);
    }

    @Test
    void pagesInARowArePreferredOrRequired() {
        split();
        Mdl preferred = pages(0, 0x4000, Mm.MM_ALLOCATE_PREFER_CONTIGUOUS);
        assertEquals(0x204, preferred.pfn(0));
        mm.freePagesFromMdl(preferred);
        assertEquals(0x7000, pagesThenFree(0x7000, Mm.MM_ALLOCATE_PREFER_CONTIGUOUS));
        assertNull(pages(0, 0x7000, Mm.MM_ALLOCATE_REQUIRE_CONTIGUOUS_CHUNKS));
        assertEquals(0x4000, pagesThenFree(0x4000, Mm.MM_ALLOCATE_REQUIRE_CONTIGUOUS_CHUNKS));
        Mdl chunks = pages(0x2000, 0x6000, Mm.MM_ALLOCATE_REQUIRE_CONTIGUOUS_CHUNKS);
        assertEquals(0x6000, chunks.byteCount());
        for (int page = 0; page < 6; page += 2) {
            assertEquals(chunks.pfn(page) + 1, chunks.pfn(page + 1));
        }
    }

    private int pagesThenFree(long total, int flags) {
        Mdl mdl = pages(0, total, flags);
        mm.freePagesFromMdl(mdl);
        return Pages.PAGE_SIZE * (int) Pages.bytesToPages(total);
    }

    @Test
    void pagesThatAnAdvancedMdlHasPassedAreUnlockedAtOnceAndFreedWithTheOthers() {
        for (int bytes : new int[] {0x1800, 0x3000}) {
            long free = mm.freePageFrames();
            Mdl mdl = pages(0, 0x3000, 0);
            long third = mdl.pfn(2);
            assertEquals(NtStatus.STATUS_SUCCESS, mm.advanceMdl(mdl, bytes));
            assertEquals(bytes == 0x1800 ? 2 : 0, mm.lockedPageFrames());
            assertEquals(free - 3, mm.freePageFrames(), "a passed page is still the driver's");
            assertEquals(bytes == 0x1800 ? third : -1, mdl.pfn(1));
            mm.freePagesFromMdl(mdl);
            assertEquals(free, mm.freePageFrames());
            assertEquals(0, mm.lockedPageFrames());
        }
    }

    @Test
    void pagesAreFreedOnceAndByTheirOwnRoutine() {
        Mdl mdl = pages(0, 0x1000, 0);
        assertMisuse(() -> mm.unlockPages(mdl));
        mm.freePagesFromMdl(mdl);
        assertMisuse(() -> mm.freePagesFromMdl(mdl));
        long va = mm.allocateVirtualMemory(0x1000, Placement.scattered());
        Mdl users = mm.createMdl(va, 0x1000);
        mm.probeAndLockPages(users, AccessMode.UserMode, LockOperation.IoReadAccess);
        long free = mm.freePageFrames();
        assertMisuse(() -> mm.freePagesFromMdl(users));
        assertEquals(free, mm.freePageFrames());
    }
}
