package dev.dreq.hal.mm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ScriptedBus;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.ke.StatusException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class MdlTest {
    private final ScriptedBus bus = ScriptedBus.pc();
    private final Ke ke = new Ke(bus);
    private final Mm mm = new Mm(bus, ke, KernelOptions.defaults());

    private static BugCheckCode stop(Executable executable) {
        return assertThrows(BugCheck.class, executable).code();
    }

    private Mdl locked(int length, int offset) {
        long va = mm.allocateVirtualMemory(length, Placement.scattered().atOffset(offset));
        Mdl mdl = mm.createMdl(va, length);
        mm.probeAndLockPages(mdl, AccessMode.UserMode, LockOperation.IoModifyAccess);
        return mdl;
    }

    @Test
    void anMdlDescribesItsBufferAndLockingFillsInItsPages() {
        Mdl mdl = locked(0x2500, 0x300);
        long va = mm.getMdlVirtualAddress(mdl);
        assertEquals(0x300, mm.getMdlByteOffset(mdl));
        assertEquals(0x2500, mm.getMdlByteCount(mdl));
        assertEquals(0x30 + 3 * 8, mdl.size());
        PfnArray pfns = mm.getMdlPfnArray(mdl);
        assertEquals(3, pfns.length());
        for (int page = 0; page < 3; page++) {
            long expected = mm.getPhysicalAddress(Pages.pageAlign(va) + page * 0x1000L);
            assertEquals(expected, Pages.address(pfns.get(page)));
        }
        assertEquals(3, mm.lockedPageFrames());
        assertEquals(Mdl.MDL_PAGES_LOCKED | Mdl.MDL_WRITE_OPERATION, mdl.mdlFlags());
        mm.unlockPages(mdl);
        assertEquals(0, mm.lockedPageFrames());
        assertEquals(0, mdl.mdlFlags());
    }

    @Test
    void lockingRaisesWhereTheMemoryMayNotBeUsedSo() {
        long readOnly = mm.allocateVirtualMemory(0x1000, Placement.scattered().readOnly());
        long system = mm.allocateVirtualMemory(0x1000, Placement.scattered().inSystemSpace());
        long user = mm.allocateVirtualMemory(0x1000, Placement.scattered());
        assertViolation(readOnly, 1, AccessMode.UserMode, LockOperation.IoWriteAccess);
        assertViolation(readOnly, 1, AccessMode.KernelMode, LockOperation.IoModifyAccess);
        assertViolation(system, 1, AccessMode.UserMode, LockOperation.IoReadAccess);
        assertViolation(user, 0x1001, AccessMode.UserMode, LockOperation.IoReadAccess);
        assertViolation(0, 1, AccessMode.KernelMode, LockOperation.IoReadAccess);
        assertEquals(0, mm.lockedPageFrames());
        Mdl fine = mm.createMdl(readOnly, 1);
        mm.probeAndLockPages(fine, AccessMode.UserMode, LockOperation.IoReadAccess);
        assertEquals(1, mm.lockedPageFrames());
    }

    private void assertViolation(long va, int length, AccessMode mode, LockOperation operation) {
        Mdl mdl = mm.createMdl(va, length);
        StatusException raised =
                assertThrows(
                        StatusException.class, () -> mm.probeAndLockPages(mdl, mode, operation));
        assertEquals(NtStatus.STATUS_ACCESS_VIOLATION, raised.status());
        assertEquals(0, mdl.mdlFlags());
    }

    @Test
    void anMdlIsLockedOnceAndUnlockedOnce() {
        Mdl mdl = locked(1, 0);
        assertEquals(
                BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION,
                stop(
                        () ->
                                mm.probeAndLockPages(
                                        mdl, AccessMode.UserMode, LockOperation.IoReadAccess)));
        mm.unlockPages(mdl);
        assertEquals(
                BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, stop(() -> mm.unlockPages(mdl)));
    }

    @Test
    void pageableMemoryIsNotLockedAtDispatchLevelNonpagedMemoryIs() {
        Mdl pageable = mm.createMdl(mm.allocateVirtualMemory(1, Placement.scattered()), 1);
        Mdl pool = mm.createMdl(mm.allocatePool(PoolType.NonPagedPool, 1, "Test"), 1);
        ke.raiseIrql(Irql.DISPATCH_LEVEL);
        mm.probeAndLockPages(pool, AccessMode.KernelMode, LockOperation.IoReadAccess);
        assertEquals(
                BugCheckCode.IRQL_NOT_LESS_OR_EQUAL,
                stop(
                        () ->
                                mm.probeAndLockPages(
                                        pageable,
                                        AccessMode.UserMode,
                                        LockOperation.IoReadAccess)));
    }

    @Test
    void memoryThatIsLockedIsNotFreed() {
        Mdl mdl = locked(0x2000, 0);
        long va = mm.getMdlVirtualAddress(mdl);
        assertEquals(BugCheckCode.PROCESS_HAS_LOCKED_PAGES, stop(() -> mm.freeVirtualMemory(va)));
        mm.unlockPages(mdl);
        mm.freeVirtualMemory(va);
    }

    @Test
    void theSystemAddressIsAnotherWayToTheSameBytesAtDispatchLevel() {
        Mdl mdl = locked(0x2000, 0x123);
        byte[] data = {1, 2, 3, 4};
        mm.write(mm.getMdlVirtualAddress(mdl) + 0xEDB, data, 0, 4);
        ke.raiseIrql(Irql.DISPATCH_LEVEL);
        long system = mm.getSystemAddressForMdlSafe(mdl, MdlPagePriority.NormalPagePriority);
        assertTrue(system < 0);
        assertEquals(0x123, Pages.byteOffset(system));
        assertEquals(
                system, mm.getSystemAddressForMdlSafe(mdl, MdlPagePriority.NormalPagePriority));
        byte[] back = new byte[4];
        mm.read(system + 0xEDB, back, 0, 4);
        assertArrayEquals(data, back);
        mm.unlockPages(mdl);
        assertEquals(
                BugCheckCode.PAGE_FAULT_IN_NONPAGED_AREA, stop(() -> mm.read(system, back, 0, 1)));
    }

    @Test
    void anUnlockedMdlHasNoSystemAddress() {
        Mdl mdl = mm.createMdl(mm.allocateVirtualMemory(1, Placement.scattered()), 1);
        assertEquals(
                BugCheckCode.SYSTEM_PTE_MISUSE,
                stop(() -> mm.getSystemAddressForMdlSafe(mdl, MdlPagePriority.NormalPagePriority)));
    }

    @Test
    void nonpagedPoolNeedsNoLockAndNoMapping() {
        long va = mm.allocatePool(PoolType.NonPagedPool, 0x1800, "Test");
        Mdl mdl = mm.createMdl(va + 0x10, 0x1700);
        mm.buildMdlForNonPagedPool(mdl);
        assertEquals(
                va + 0x10, mm.getSystemAddressForMdlSafe(mdl, MdlPagePriority.LowPagePriority));
        assertEquals(mm.getPhysicalAddress(va + 0x1000), Pages.address(mdl.pfn(1)));
        Mdl paged = mm.createMdl(mm.allocatePool(PoolType.PagedPool, 1, "Test"), 1);
        assertEquals(
                BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION,
                stop(() -> mm.buildMdlForNonPagedPool(paged)));
    }

    @Test
    void aPartialMdlSharesThePagesOfItsSource() {
        Mdl source = locked(0x5000, 0x800);
        long va = mm.getMdlVirtualAddress(source);
        Mdl part = mm.createMdl(va + 0x1900, 0x1000);
        mm.buildPartialMdl(source, part, va + 0x1900, 0x1000);
        assertEquals(va + 0x1900, mm.getMdlVirtualAddress(part));
        assertEquals(source.pfn(2), part.pfn(0));
        assertEquals(source.pfn(3), part.pfn(1));
        mm.buildPartialMdl(source, part, va + 0x4800, 0);
        assertEquals(0x800, part.byteCount());
        assertEquals(source.pfn(5), part.pfn(0));
    }

    @Test
    void aPartialMdlUsesTheMappingOfItsSourceOrMakesItsOwn() {
        Mdl source = locked(0x3000, 0);
        long va = mm.getMdlVirtualAddress(source);
        Mdl part = mm.createMdl(va, 0x1000);
        mm.buildPartialMdl(source, part, va + 0x1000, 0x1000);
        long own = mm.getSystemAddressForMdlSafe(part, MdlPagePriority.NormalPagePriority);
        assertTrue((part.mdlFlags() & Mdl.MDL_PARTIAL_HAS_BEEN_MAPPED) != 0);
        mm.prepareMdlForReuse(part);
        assertEquals(
                BugCheckCode.PAGE_FAULT_IN_NONPAGED_AREA,
                stop(() -> mm.read(own, new byte[1], 0, 1)));
        long whole = mm.getSystemAddressForMdlSafe(source, MdlPagePriority.NormalPagePriority);
        mm.buildPartialMdl(source, part, va + 0x1000, 0x1000);
        assertEquals(
                whole + 0x1000,
                mm.getSystemAddressForMdlSafe(part, MdlPagePriority.NormalPagePriority));
        mm.prepareMdlForReuse(part);
        mm.read(whole, new byte[1], 0, 1);
    }

    @Test
    void aPartialMdlStaysInsideItsSourceAndFitsItsTarget() {
        Mdl source = locked(0x3000, 0);
        long va = mm.getMdlVirtualAddress(source);
        Mdl small = mm.createMdl(va, 0x1000);
        BugCheck tooSmall =
                assertThrows(
                        BugCheck.class, () -> mm.buildPartialMdl(source, small, va + 1, 0x1000));
        assertEquals(0x40, tooSmall.code().code());
        assertEquals(
                BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION,
                stop(() -> mm.buildPartialMdl(source, small, va + 0x2001, 0x1000)));
        Mdl unlocked = mm.createMdl(va, 0x3000);
        assertEquals(
                BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION,
                stop(() -> mm.buildPartialMdl(unlocked, small, va, 1)));
    }

    @Test
    void advancingUnlocksThePagesThatArePassed() {
        Mdl mdl = locked(0x3000, 0x800);
        long second = mdl.pfn(1);
        long system = mm.getSystemAddressForMdlSafe(mdl, MdlPagePriority.NormalPagePriority);
        long va = mm.getMdlVirtualAddress(mdl);
        assertEquals(NtStatus.STATUS_SUCCESS, mm.advanceMdl(mdl, 0x900));
        assertEquals(va + 0x900, mm.getMdlVirtualAddress(mdl));
        assertEquals(0x2700, mdl.byteCount());
        assertEquals(second, mdl.pfn(0));
        assertEquals(3, mm.lockedPageFrames());
        assertEquals(
                system + 0x900,
                mm.getSystemAddressForMdlSafe(mdl, MdlPagePriority.NormalPagePriority));
        assertEquals(NtStatus.STATUS_INVALID_PARAMETER_2, mm.advanceMdl(mdl, 0x2701));
        assertEquals(NtStatus.STATUS_SUCCESS, mm.advanceMdl(mdl, 0x2700));
        mm.unlockPages(mdl);
        assertEquals(0, mm.lockedPageFrames());
    }

    @Test
    void lockedPagesCanBeMappedForAUserAndUnmapped() {
        Mdl mdl = locked(0x1000, 0);
        long user = mm.mapLockedPages(mdl, AccessMode.UserMode);
        assertTrue(user > 0);
        assertNotEquals(mm.getMdlVirtualAddress(mdl), user);
        assertEquals(Pages.address(mdl.pfn(0)), mm.getPhysicalAddress(user));
        mm.unmapLockedPages(user, mdl);
        assertEquals(BugCheckCode.SYSTEM_PTE_MISUSE, stop(() -> mm.unmapLockedPages(user, mdl)));
        long system = mm.mapLockedPages(mdl, AccessMode.KernelMode);
        mm.unmapLockedPages(system, mdl);
        assertEquals(0, mdl.mdlFlags() & Mdl.MDL_MAPPED_TO_SYSTEM_VA);
    }

    @Test
    void pagesForAnMdlComeFromTheRangeAskedThenFromTheNextOne() {
        long free = mm.freePageFrames();
        Mdl mdl = mm.allocatePagesForMdl(0x200000, 0x202FFF, 0x100000, 0x5000);
        assertEquals(0x5000, mdl.byteCount());
        long[] expected = {0x200, 0x201, 0x202, 0x300, 0x301};
        for (int page = 0; page < 5; page++) {
            assertEquals(expected[page], mdl.pfn(page));
        }
        mm.freePagesFromMdl(mdl);
        assertEquals(free, mm.freePageFrames());
        assertEquals(0x3000, mm.allocatePagesForMdl(0x200000, 0x202FFF, 0, 0x5000).byteCount());
    }

    @Test
    void initializingAnMdlNeedsRoomForItsPages() {
        Mdl mdl = mm.createMdl(0, 0x1000);
        mm.initializeMdl(mdl, 0x5123, 0x10);
        assertEquals(0x5123, mm.getMdlVirtualAddress(mdl));
        assertEquals(
                BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION,
                stop(() -> mm.initializeMdl(mdl, 0x5123, 0x1000)));
        assertEquals(0x30 + 2 * 8, mm.sizeOfMdl(0x5123, 0x1000));
    }
}
