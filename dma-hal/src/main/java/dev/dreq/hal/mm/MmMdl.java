package dev.dreq.hal.mm;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.plugin.cpu.CpuBus;
import org.jspecify.annotations.Nullable;

/**
 * The routines of {@link Mm} about MDLs: what they describe, who locks it, where it is mapped, what
 * pages come with them. Lengths are ULONGs: a negative one is 2 GiB or more, which none of them
 * takes.
 */
abstract sealed class MmMdl permits Mm {
    /** The most bytes that an MDL describes: 2 GiB - PAGE_SIZE, the ceiling of Windows Vista. */
    public static final int LONGEST_MDL = Integer.MAX_VALUE - (Pages.PAGE_SIZE - 1);

    /** MmAllocatePagesForMdlEx: the pages need not be zeroed. */
    public static final int MM_DONT_ZERO_ALLOCATION = 0x01;

    /** MmAllocatePagesForMdlEx: only from the node asked; this machine has one. */
    public static final int MM_ALLOCATE_FROM_LOCAL_NODE_ONLY = 0x02;

    /** MmAllocatePagesForMdlEx: all or nothing. */
    public static final int MM_ALLOCATE_FULLY_REQUIRED = 0x04;

    /** MmAllocatePagesForMdlEx: without waiting; this kernel never waits for pages. */
    public static final int MM_ALLOCATE_NO_WAIT = 0x08;

    /** MmAllocatePagesForMdlEx: in a row in physical space if that can be had. */
    public static final int MM_ALLOCATE_PREFER_CONTIGUOUS = 0x10;

    /**
     * MmAllocatePagesForMdlEx: in rows of SkipBytes each in physical space, or in one if that is 0.
     */
    public static final int MM_ALLOCATE_REQUIRE_CONTIGUOUS_CHUNKS = 0x20;

    final Ke ke;
    final PageFrames frames;
    final AddressSpace space;
    final PageLocks locks;
    private final MdlMappings mappings;
    private final Mdls mdls;
    private final MdlPages mdlPages;

    MmMdl(CpuBus bus, Ke ke, KernelOptions options) {
        this.ke = ke;
        this.frames = new PageFrames(bus.ramRanges(), options.seed());
        this.space = new AddressSpace();
        this.locks = new PageLocks();
        this.mappings = new MdlMappings(space, options.systemPtes());
        this.mdls = new Mdls(ke, space, locks, mappings);
        this.mdlPages = new MdlPages(bus, frames);
    }

    // What they describe

    /** MmSizeOfMdl: bytes of an MDL for a buffer. Any IRQL. */
    public long sizeOfMdl(long va, long length) {
        return MdlFields.HEADER_SIZE + Long.BYTES * Pages.addressAndSizeToSpanPages(va, length);
    }

    /**
     * An MDL with room for the page frames of a buffer, and MmInitializeMdl. At or below
     * DISPATCH_LEVEL.
     */
    public Mdl createMdl(long va, int length) {
        ke.requireIrqlAtMost(Irql.DISPATCH_LEVEL, "MmCreateMdl");
        Mdls.requireLength("MmCreateMdl", va, length);
        int pages = (int) Pages.addressAndSizeToSpanPages(va, length);
        Mdl mdl = new MdlFields(ke.newObjectAddress((int) sizeOfMdl(va, length)), pages);
        Mdls.describe(mdl, va, length);
        return mdl;
    }

    /**
     * MmInitializeMdl: describes a buffer anew, whose page frames the MDL must have room for. At or
     * below DISPATCH_LEVEL.
     */
    public void initializeMdl(Mdl mdl, long va, int length) {
        ke.requireIrqlAtMost(Irql.DISPATCH_LEVEL, "MmInitializeMdl");
        Mdls.requireLength("MmInitializeMdl", va, length);
        if (sizeOfMdl(va, length) > mdl.size()) {
            throw Mdls.misuse(mdl, "MmInitializeMdl", "is too small; size it with MmSizeOfMdl");
        }
        Mdls.requireUnlocked(mdl, "MmInitializeMdl");
        Mdls.describe(mdl, va, length);
    }

    /**
     * MmProbeAndLockPages: raises {@link dev.dreq.hal.ke.StatusException} if the memory may not be
     * used so. At or below DISPATCH_LEVEL, APC_LEVEL for pageable memory.
     */
    public void probeAndLockPages(Mdl mdl, AccessMode mode, LockOperation operation) {
        ke.requireIrqlAtMost(Irql.DISPATCH_LEVEL, "MmProbeAndLockPages");
        mdls.probeAndLock(mdl, mode, operation);
    }

    /**
     * ProbeForRead and ProbeForWrite: raises unless the memory may be used so. At or below
     * APC_LEVEL.
     */
    public void probe(long va, long length, AccessMode mode, boolean write) {
        ke.requireIrqlAtMost(Irql.APC_LEVEL, "ProbeForRead");
        mdls.probe(va, length, mode, write);
    }

    /**
     * MmUnlockPages: once for each lock; drops a system mapping first. At or below DISPATCH_LEVEL.
     */
    public void unlockPages(Mdl mdl) {
        ke.requireIrqlAtMost(Irql.DISPATCH_LEVEL, "MmUnlockPages");
        if (mdlPages.owns(mdl)) {
            throw Mdls.misuse(
                    mdl,
                    "MmUnlockPages",
                    "has pages of MmAllocatePagesForMdl; call MmFreePagesFromMdl");
        }
        mdls.unlock(mdl);
    }

    /**
     * MmBuildMdlForNonPagedPool: fills in the page frames of nonpaged memory. At or below
     * DISPATCH_LEVEL.
     */
    public void buildMdlForNonPagedPool(Mdl mdl) {
        ke.requireIrqlAtMost(Irql.DISPATCH_LEVEL, "MmBuildMdlForNonPagedPool");
        mdls.buildForNonPagedPool(mdl);
    }

    /**
     * What IoBuildPartialMdl does. {@code length} 0 means to the end of the source. At or below
     * DISPATCH_LEVEL.
     */
    public void buildPartialMdl(Mdl source, Mdl target, long va, int length) {
        ke.requireIrqlAtMost(Irql.DISPATCH_LEVEL, "IoBuildPartialMdl");
        mdls.buildPartial(source, target, va, length);
    }

    /**
     * MmPrepareMdlForReuse: drops a mapping made through a partial MDL. At or below DISPATCH_LEVEL.
     */
    public void prepareMdlForReuse(Mdl mdl) {
        ke.requireIrqlAtMost(Irql.DISPATCH_LEVEL, "MmPrepareMdlForReuse");
        if ((mdl.mdlFlags() & Mdl.MDL_PARTIAL_HAS_BEEN_MAPPED) != 0) {
            mappings.drop(mdl);
        }
    }

    /**
     * MmAdvanceMdl: STATUS_INVALID_PARAMETER_2 past the end; unlocks the pages it passes, but those
     * of MmAllocatePagesForMdl stay allocated. At or below DISPATCH_LEVEL.
     */
    public NtStatus advanceMdl(Mdl mdl, int bytes) {
        ke.requireIrqlAtMost(Irql.DISPATCH_LEVEL, "MmAdvanceMdl");
        return mdls.advance(mdl, bytes);
    }

    /** MmGetMdlVirtualAddress: an index for MapTransfer, not an address to use. Any IRQL. */
    public long getMdlVirtualAddress(Mdl mdl) {
        return Mdls.va(mdl);
    }

    /** MmGetMdlByteCount. Any IRQL. */
    public int getMdlByteCount(Mdl mdl) {
        return mdl.byteCount();
    }

    /** MmGetMdlByteOffset. Any IRQL. */
    public int getMdlByteOffset(Mdl mdl) {
        return mdl.byteOffset();
    }

    /** MmGetMdlPfnArray. Any IRQL. */
    public PfnArray getMdlPfnArray(Mdl mdl) {
        return new MdlPfns(mdl);
    }

    // Where it is mapped

    /**
     * MmGetSystemAddressForMdlSafe: the buffer's address in system space, or 0 if there are no page
     * table entries left for it. At or below DISPATCH_LEVEL.
     */
    public long getSystemAddressForMdlSafe(Mdl mdl, MdlPagePriority priority) {
        ke.requireIrqlAtMost(Irql.DISPATCH_LEVEL, "MmGetSystemAddressForMdlSafe with " + priority);
        return mappings.systemAddress(mdl);
    }

    /**
     * MmGetSystemAddressForMdl, obsolete: stops where {@link #getSystemAddressForMdlSafe} returns
     * 0. At or below DISPATCH_LEVEL.
     */
    public long getSystemAddressForMdl(Mdl mdl) {
        ke.requireIrqlAtMost(Irql.DISPATCH_LEVEL, "MmGetSystemAddressForMdl");
        return systemAddressOrStop(mdl, "MmGetSystemAddressForMdl");
    }

    /**
     * MmMapLockedPages: a mapping in system space, or a new one in user space; stops if there are
     * no page table entries left. At or below DISPATCH_LEVEL, APC_LEVEL for user space.
     */
    public long mapLockedPages(Mdl mdl, AccessMode mode) {
        requireMappingIrql(mode, "MmMapLockedPages");
        return mode == AccessMode.UserMode
                ? mappings.userAddress(mdl)
                : systemAddressOrStop(mdl, "MmMapLockedPages");
    }

    /**
     * MmMapLockedPagesSpecifyCache without a RequestedAddress: as {@link #mapLockedPages}, but 0 if
     * it cannot be and {@code bugCheckOnFailure} is false. IRQL as for {@link #mapLockedPages}.
     */
    public long mapLockedPagesSpecifyCache(
            Mdl mdl,
            AccessMode mode,
            MemoryCachingType caching,
            boolean bugCheckOnFailure,
            MdlPagePriority priority) {
        String routine = "MmMapLockedPagesSpecifyCache as %s with %s".formatted(caching, priority);
        requireMappingIrql(mode, routine);
        if (mode == AccessMode.UserMode) {
            return mappings.userAddress(mdl);
        }
        return bugCheckOnFailure ? systemAddressOrStop(mdl, routine) : mappings.systemAddress(mdl);
    }

    private void requireMappingIrql(AccessMode mode, String routine) {
        if (mode == AccessMode.UserMode) {
            ke.requireIrqlAtMost(Irql.APC_LEVEL, routine + " into user space");
        } else {
            ke.requireIrqlAtMost(Irql.DISPATCH_LEVEL, routine);
        }
    }

    private long systemAddressOrStop(Mdl mdl, String routine) {
        long va = mappings.systemAddress(mdl);
        if (va == 0) {
            throw new BugCheck(
                    BugCheckCode.NO_MORE_SYSTEM_PTES,
                    0,
                    Mdls.pages(mdl),
                    0,
                    0,
                    ("%s of %s, for which no page table entries are left; use"
                                    + " MmGetSystemAddressForMdlSafe and check for NULL")
                            .formatted(routine, mdl));
        }
        return va;
    }

    /** MmUnmapLockedPages. IRQL as for {@link #mapLockedPages}. */
    public void unmapLockedPages(long va, Mdl mdl) {
        int highest = AddressSpace.isUser(va) ? Irql.APC_LEVEL : Irql.DISPATCH_LEVEL;
        ke.requireIrqlAtMost(highest, "MmUnmapLockedPages");
        mappings.unmap(va, mdl);
    }

    // Pages that come with an MDL

    /**
     * MmAllocatePagesForMdl: an MDL of zeroed, unmapped pages, perhaps fewer than asked; null for
     * none. At or below APC_LEVEL.
     *
     * @param low first physical address that will do
     * @param high last physical address that will do
     * @param skip added to both when nothing is left between them, 0 to stop then
     * @param total bytes wanted; no more than {@link #LONGEST_MDL} are got
     */
    public @Nullable Mdl allocatePagesForMdl(long low, long high, long skip, long total) {
        return allocatePagesForMdlEx(low, high, skip, total, MemoryCachingType.MmCached, 0);
    }

    /**
     * MmAllocatePagesForMdlEx: as {@link #allocatePagesForMdl}; {@code flags} are of the MM_ kind,
     * and others get null.
     */
    public @Nullable Mdl allocatePagesForMdlEx(
            long low, long high, long skip, long total, MemoryCachingType caching, int flags) {
        ke.requireIrqlAtMost(Irql.APC_LEVEL, "MmAllocatePagesForMdl as " + caching);
        int wanted = (int) Pages.bytesToPages(Math.max(0, Math.min(total, LONGEST_MDL)));
        long[] taken = mdlPages.take(low, high, skip, wanted, flags);
        if (taken.length == 0) {
            return null;
        }
        Mdl mdl = createMdl(0, (int) Pages.address(taken.length));
        for (int page = 0; page < taken.length; page++) {
            mdl.setPfn(page, taken[page]);
            locks.lock(taken[page]);
        }
        mdl.setMdlFlags(Mdl.MDL_PAGES_LOCKED);
        mdlPages.own(mdl, taken);
        return mdl;
    }

    /**
     * MmFreePagesFromMdl: gives back the pages of {@link #allocatePagesForMdl}. At or below
     * APC_LEVEL.
     */
    public void freePagesFromMdl(Mdl mdl) {
        ke.requireIrqlAtMost(Irql.APC_LEVEL, "MmFreePagesFromMdl");
        long[] taken = mdlPages.disown(mdl);
        if (taken.length == 0) {
            throw Mdls.misuse(
                    mdl,
                    "MmFreePagesFromMdl",
                    "has no pages of its own; free once what MmAllocatePagesForMdl returned");
        }
        mdls.unlock(mdl);
        frames.give(taken);
    }
}
