package dev.dreq.hal.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ScriptedBus;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.mm.AccessMode;
import dev.dreq.hal.mm.LockOperation;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Placement;
import org.junit.jupiter.api.Test;

/** IoAllocateMdl and IoFreeMdl. */
class AllocatedMdlTest {
    private final Kernel kernel = new Kernel(ScriptedBus.pc(), KernelOptions.defaults());
    private final Io io = kernel.io();

    private Mdl allocate(long va, boolean secondary, Irp irp) {
        Mdl mdl = io.allocateMdl(va, 0x1800, secondary, false, irp);
        assertNotNull(mdl);
        return mdl;
    }

    private BugCheckCode freed(Mdl mdl) {
        return assertThrows(BugCheck.class, () -> io.freeMdl(mdl)).code();
    }

    @Test
    void secondaryBuffersJoinTheChainOfTheirIrp() {
        Irp irp = io.allocateIrp(1);
        Mdl first = allocate(0x10000, false, irp);
        Mdl second = allocate(0x20000, true, irp);
        Mdl third = allocate(0x30000, true, irp);
        assertSame(first, irp.mdlAddress());
        assertSame(second, first.next());
        assertSame(third, second.next());
        assertNull(third.next());
    }

    @Test
    void freeingTakesOneMdlOfAChainAndOnce() {
        Irp irp = io.allocateIrp(1);
        Mdl first = allocate(0x10000, false, irp);
        Mdl second = allocate(0x20000, true, irp);
        io.freeMdl(first);
        assertEquals(1, io.allocatedMdls());
        assertEquals(BugCheckCode.BAD_POOL_CALLER, freed(first));
        io.freeMdl(second);
        assertEquals(0, io.allocatedMdls());
    }

    @Test
    void lockedPagesAreUnlockedFirst() {
        long va = kernel.mm().allocateVirtualMemory(0x1800, Placement.scattered());
        Mdl mdl = allocate(va, false, null);
        kernel.mm().probeAndLockPages(mdl, AccessMode.UserMode, LockOperation.IoReadAccess);
        assertEquals(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, freed(mdl));
        kernel.mm().unlockPages(mdl);
        io.freeMdl(mdl);
    }

    @Test
    void aSecondaryBufferNeedsAnIrpAndNoBufferReachesTwoGibibytes() {
        assertThrows(BugCheck.class, () -> allocate(0x10000, true, null));
        assertNotNull(io.allocateMdl(0, 0x7FFF_F000, false, false, null));
        assertNull(io.allocateMdl(0, 0x7FFF_F001, false, false, null));
        assertNull(io.allocateMdl(0, -1, false, false, null));
    }
}
