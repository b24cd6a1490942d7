package dev.dreq.hal.mm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ScriptedBus;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.ke.StatusException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** How long MDLs are, how many may be mapped, and what chains of them are. */
class MdlLimitsTest {
    private final ScriptedBus bus = ScriptedBus.pc();
    private final Ke ke = new Ke(bus);

    /** Two pages of system space for MDLs. */
    private final Mm mm = new Mm(bus, ke, KernelOptions.defaults().withSystemPtes(2));

    private Mdl locked(int length) {
        Mdl mdl = mm.createMdl(mm.allocateVirtualMemory(length, Placement.scattered()), length);
        mm.probeAndLockPages(mdl, AccessMode.UserMode, LockOperation.IoModifyAccess);
        return mdl;
    }

    private long map(Mdl mdl) {
        return mm.getSystemAddressForMdlSafe(mdl, MdlPagePriority.LowPagePriority);
    }

    private static BugCheck stop(Executable call) {
        return assertThrows(BugCheck.class, call);
    }

    @Test
    void aLengthIsUnsignedAndAnMdlEndsBelowTwoGibibytes() {
        Mdl longest = mm.createMdl(0x1000, Mm.LONGEST_MDL);
        assertEquals(0x7FFF_F000, longest.byteCount());
        for (int length : new int[] {0x7FFF_F001, Integer.MAX_VALUE, Integer.MIN_VALUE, -1}) {
            BugCheck made = stop(() -> mm.createMdl(0x1000, length));
            assertEquals(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, made.code());
            assertEquals(Integer.toUnsignedLong(length), made.parameter(2));
            assertTrue(made.getMessage().contains("chain"), made.getMessage());
            assertEquals(
                    BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION,
                    stop(() -> mm.initializeMdl(longest, 0, length)).code());
        }
        assertEquals(0x30 + 8L * 0x10_0000, mm.sizeOfMdl(0, 0xFFFF_FFFFL));
    }

    @Test
    void aUserBufferOfFourGibibytesIsAnAccessViolation() {
        long va = mm.allocateVirtualMemory(0x1000, Placement.scattered());
        StatusException raised =
                assertThrows(
                        StatusException.class,
                        () -> mm.probe(va, 0xFFFF_FFFFL, AccessMode.UserMode, true));
        assertEquals(NtStatus.STATUS_ACCESS_VIOLATION, raised.status());
    }

    @Test
    void aMappingThatThereIsNoRoomForIsNullAndCanBeMadeLater() {
        Mdl first = locked(0x1000);
        Mdl second = locked(0x2000);
        assertNotEquals(0, map(first));
        assertEquals(0, map(second));
        assertEquals(0, second.mdlFlags() & Mdl.MDL_MAPPED_TO_SYSTEM_VA);
        assertEquals(
                0,
                mm.mapLockedPagesSpecifyCache(
                        second,
                        AccessMode.KernelMode,
                        MemoryCachingType.MmCached,
                        false,
                        MdlPagePriority.HighPagePriority));
        mm.unlockPages(first);
        assertNotEquals(0, map(second));
        assertEquals(map(second), mm.getSystemAddressForMdl(second));
    }

    @Test
    void theRoutinesThatReturnNoNullStopInstead() {
        Mdl large = locked(0x3000);
        assertEquals(0x3F, stop(() -> mm.getSystemAddressForMdl(large)).code().code());
        assertEquals(
                0x3F, stop(() -> mm.mapLockedPages(large, AccessMode.KernelMode)).code().code());
        assertEquals(
                0x3F,
                stop(() ->
                                mm.mapLockedPagesSpecifyCache(
                                        large,
                                        AccessMode.KernelMode,
                                        MemoryCachingType.MmCached,
                                        true,
                                        MdlPagePriority.LowPagePriority))
                        .code()
                        .code());
        assertTrue(mm.mapLockedPages(large, AccessMode.UserMode) > 0);
    }

    @Test
    void aPartialMdlTakesAndGivesBackRoomOfItsOwn() {
        Mdl source = locked(0x3000);
        long va = mm.getMdlVirtualAddress(source);
        Mdl part = mm.createMdl(va, 0x2000);
        for (int round = 0; round < 3; round++) {
            mm.buildPartialMdl(source, part, va + 0x1000, 0x2000);
            assertNotEquals(0, map(part));
            mm.prepareMdlForReuse(part);
        }
        mm.prepareMdlForReuse(source);
        assertEquals(0, map(source));
    }

    @Test
    void anMdlThatIsLockedDescribesNothingElseBeforeItIsUnlocked() {
        Mdl source = locked(0x1000);
        Mdl target = locked(0x1000);
        long va = mm.getMdlVirtualAddress(source);
        assertThrows(BugCheck.class, () -> mm.buildPartialMdl(source, target, va, 8));
        assertThrows(BugCheck.class, () -> mm.initializeMdl(target, va, 8));
        mm.unlockPages(target);
        mm.buildPartialMdl(source, target, va, 8);
        mm.unlockPages(source);
        assertEquals(0, mm.lockedPageFrames());
    }

    @Test
    void eachMdlOfAChainIsLockedMappedAndUnlockedByItself() {
        Mdl first = locked(0x1000);
        Mdl second = locked(0x1000);
        first.setNext(second);
        map(first);
        assertEquals(0, second.mdlFlags() & Mdl.MDL_MAPPED_TO_SYSTEM_VA);
        mm.unlockPages(first);
        assertEquals(1, mm.lockedPageFrames());
        assertEquals(second, first.next());
        mm.unlockPages(second);
        assertEquals(0, mm.lockedPageFrames());
    }

    @Test
    void anMdlOfNoBytesDescribesItsAddress() {
        Mdl none = mm.createMdl(0x1234, 0);
        assertEquals(0x1234, mm.getMdlVirtualAddress(none));
        assertEquals(1, mm.getMdlPfnArray(none).length());
        assertEquals(0, mm.getMdlPfnArray(mm.createMdl(0x1000, 0)).length());
    }
}
