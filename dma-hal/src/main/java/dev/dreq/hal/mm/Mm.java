package dev.dreq.hal.mm;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.plugin.cpu.CacheControl;
import dev.dreq.plugin.cpu.CpuBus;

/**
 * The memory manager's routines: Mm, the pools of Ex, and virtual memory of callers. It owns every
 * page of RAM except page 0 and A0000-FFFFF. A routine called at a wrong IRQL is a bug check.
 */
public final class Mm {
    private final Ke ke;
    private final PageFrames frames;
    private final AddressSpace space;
    private final MemoryAccess access;
    private final PageLocks locks;
    private final Pools pools;
    private final Regions regions;
    private final MdlMappings mappings;
    private final Mdls mdls;
    private final MdlPages mdlPages;

    /** Memory management of the machine behind {@code bus}. */
    public Mm(CpuBus bus, Ke ke, KernelOptions options) {
        this.ke = ke;
        this.frames = new PageFrames(bus.ramRanges(), options.seed());
        this.space = new AddressSpace();
        this.locks = new PageLocks();
        this.access = new MemoryAccess(bus, ke, space, locks);
        this.pools = new Pools(frames, space, locks);
        this.regions = new Regions(bus, frames, space, locks, options.bufferAbove());
        this.mappings = new MdlMappings(space);
        this.mdls = new Mdls(ke, space, locks, mappings);
        this.mdlPages = new MdlPages(bus, frames);
        cacheAll(bus);
    }

    /** An earlier kernel may have left memory uncached. */
    private static void cacheAll(CpuBus bus) {
        bus.capability(CacheControl.class)
                .ifPresent(
                        cache ->
                                bus.ramRanges()
                                        .forEach(
                                                ram ->
                                                        cache.uncached(
                                                                ram.start(), ram.length(), false)));
    }

    // Pools

    /**
     * ExAllocatePoolWithTag: the address, or 0. At or below DISPATCH_LEVEL, APC_LEVEL for paged
     * pool.
     */
    public long allocatePool(PoolType type, long size, String tag) {
        int highest = type == PoolType.PagedPool ? Irql.APC_LEVEL : Irql.DISPATCH_LEVEL;
        ke.requireIrqlAtMost(highest, "ExAllocatePool of " + type);
        return pools.allocate(type, size, tag);
    }

    /** ExFreePool. At or below DISPATCH_LEVEL, APC_LEVEL for paged pool. */
    public void freePool(long va) {
        int highest = pools.typeOf(va) == PoolType.PagedPool ? Irql.APC_LEVEL : Irql.DISPATCH_LEVEL;
        ke.requireIrqlAtMost(highest, "ExFreePool");
        pools.free(va);
    }

    // Contiguous memory, device memory, memory of callers

    /**
     * MmAllocateContiguousMemorySpecifyCache: the address, or 0. At PASSIVE_LEVEL.
     *
     * @param lowest first physical address that will do
     * @param highest last physical address that will do
     * @param boundary a power of two that the memory does not cross a multiple of, or 0; memory of
     *     just that size is aligned to it
     */
    public long allocateContiguousMemorySpecifyCache(
            long size, long lowest, long highest, long boundary, MemoryCachingType caching) {
        ke.requireIrql(Irql.PASSIVE_LEVEL, "MmAllocateContiguousMemorySpecifyCache");
        return regions.allocateContiguous(size, lowest, highest, boundary, caching);
    }

    /** MmFreeContiguousMemory. At PASSIVE_LEVEL. */
    public void freeContiguousMemory(long va) {
        ke.requireIrql(Irql.PASSIVE_LEVEL, "MmFreeContiguousMemory");
        regions.freeContiguous(va);
    }

    /** MmMapIoSpace: the address of a device's memory, or 0. At or below DISPATCH_LEVEL. */
    public long mapIoSpace(long physicalAddress, long length, MemoryCachingType caching) {
        ke.requireIrqlAtMost(Irql.DISPATCH_LEVEL, "MmMapIoSpace as " + caching);
        return regions.mapIoSpace(physicalAddress, length);
    }

    /** MmUnmapIoSpace. At or below DISPATCH_LEVEL. */
    public void unmapIoSpace(long va) {
        ke.requireIrqlAtMost(Irql.DISPATCH_LEVEL, "MmUnmapIoSpace");
        regions.unmapIoSpace(va);
    }

    /**
     * ZwAllocateVirtualMemory: zeroed pageable memory where {@code placement} says, or 0. At
     * PASSIVE_LEVEL.
     */
    public long allocateVirtualMemory(int length, Placement placement) {
        ke.requireIrql(Irql.PASSIVE_LEVEL, "ZwAllocateVirtualMemory");
        return regions.allocateVirtual(length, placement);
    }

    /** ZwFreeVirtualMemory. At PASSIVE_LEVEL. */
    public void freeVirtualMemory(long va) {
        ke.requireIrql(Irql.PASSIVE_LEVEL, "ZwFreeVirtualMemory");
        regions.freeVirtual(va);
    }

    /** MmGetPhysicalAddress. The address must be mapped. Any IRQL. */
    public long getPhysicalAddress(long va) {
        return AddressSpace.physical(access.mapped(va), va);
    }

    /**
     * Whether an address lies in memory that only a lock keeps resident, and that is not locked.
     * Any IRQL.
     */
    public boolean isPageable(long va) {
        return access.isPageable(va);
    }

    /** How many page frames nobody owns. */
    public long freePageFrames() {
        return frames.count();
    }

    /** How many page frames are locked by MDLs. */
    public int lockedPageFrames() {
        return locks.count();
    }

    // Loads and stores

    /** Names who sees them from now on. */
    public void watch(MemoryWatch watch) {
        access.watch(watch);
    }

    /** MmIsAddressValid: whether something is mapped at an address. Any IRQL. */
    public boolean isAddressValid(long va) {
        return space.find(va) != null;
    }

    /**
     * Reads memory as a driver would by pointer. User and pageable addresses below DISPATCH_LEVEL,
     * unless locked.
     */
    public void read(long va, byte[] target, int offset, int length) {
        access.read(va, target, offset, length);
    }

    /** Writes memory as a driver would by pointer; IRQL as for {@link #read}. */
    public void write(long va, byte[] source, int offset, int length) {
        access.write(va, source, offset, length);
    }

    /** RtlFillMemory; IRQL as for {@link #read}. */
    public void fill(long va, int length, int value) {
        access.fill(va, length, value);
    }

    /** RtlCopyMemory of ranges that do not overlap; IRQL as for {@link #read}. */
    public void copy(long target, long source, int length) {
        access.copy(target, source, length);
    }

    /**
     * Copies as the thread that a buffer belongs to would, whatever the IRQL. For the I/O manager.
     */
    public void copyForRequestor(long target, long source, int length) {
        access.copyResident(target, source, length);
    }

    /** A number that a routine is handed by pointer. */
    public Pulong newUlong(int initial) {
        return new UlongField(ke.newObjectAddress(Integer.BYTES), initial);
    }

    // MDLs

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
        if (sizeOfMdl(va, length) > mdl.size()) {
            throw Mdls.misuse(mdl, "MmInitializeMdl", "is too small; size it with MmSizeOfMdl");
        }
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
    public void probe(long va, int length, AccessMode mode, boolean write) {
        ke.requireIrqlAtMost(Irql.APC_LEVEL, "ProbeForRead");
        mdls.probe(va, length, mode, write);
    }

    /**
     * MmUnlockPages: once for each lock; drops a system mapping first. At or below DISPATCH_LEVEL.
     */
    public void unlockPages(Mdl mdl) {
        ke.requireIrqlAtMost(Irql.DISPATCH_LEVEL, "MmUnlockPages");
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
     * MmAdvanceMdl: STATUS_INVALID_PARAMETER_2 past the end; unlocks the pages it passes. At or
     * below DISPATCH_LEVEL.
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

    /**
     * MmGetSystemAddressForMdlSafe: the buffer's address in system space. At or below
     * DISPATCH_LEVEL.
     */
    public long getSystemAddressForMdlSafe(Mdl mdl, MdlPagePriority priority) {
        ke.requireIrqlAtMost(Irql.DISPATCH_LEVEL, "MmGetSystemAddressForMdlSafe with " + priority);
        return mappings.systemAddress(mdl);
    }

    /**
     * MmMapLockedPages: a mapping in system or user space. At or below DISPATCH_LEVEL, APC_LEVEL
     * for user space.
     */
    public long mapLockedPages(Mdl mdl, AccessMode mode) {
        if (mode == AccessMode.KernelMode) {
            return getSystemAddressForMdlSafe(mdl, MdlPagePriority.HighPagePriority);
        }
        ke.requireIrqlAtMost(Irql.APC_LEVEL, "MmMapLockedPages into user space");
        return mappings.userAddress(mdl);
    }

    /** MmUnmapLockedPages. IRQL as for {@link #mapLockedPages}. */
    public void unmapLockedPages(long va, Mdl mdl) {
        int highest = AddressSpace.isUser(va) ? Irql.APC_LEVEL : Irql.DISPATCH_LEVEL;
        ke.requireIrqlAtMost(highest, "MmUnmapLockedPages");
        mappings.unmap(va, mdl);
    }

    /**
     * MmAllocatePagesForMdl: an MDL of zeroed, unmapped pages, perhaps fewer than asked. At or
     * below APC_LEVEL.
     *
     * @param low first physical address that will do
     * @param high last physical address that will do
     * @param skip added to both when nothing is left between them, 0 to stop then
     * @param total bytes wanted
     */
    public Mdl allocatePagesForMdl(long low, long high, long skip, int total) {
        ke.requireIrqlAtMost(Irql.APC_LEVEL, "MmAllocatePagesForMdl");
        long[] taken = mdlPages.take(low, high, skip, (int) Pages.bytesToPages(total));
        Mdl mdl = createMdl(0, (int) Pages.address(taken.length));
        for (int page = 0; page < taken.length; page++) {
            mdl.setPfn(page, taken[page]);
            locks.lock(taken[page]);
        }
        mdl.setMdlFlags(Mdl.MDL_PAGES_LOCKED);
        return mdl;
    }

    /**
     * MmFreePagesFromMdl: gives back the pages of {@link #allocatePagesForMdl}. At or below
     * APC_LEVEL.
     */
    public void freePagesFromMdl(Mdl mdl) {
        ke.requireIrqlAtMost(Irql.APC_LEVEL, "MmFreePagesFromMdl");
        long[] taken = new long[Mdls.pages(mdl)];
        for (int page = 0; page < taken.length; page++) {
            taken[page] = mdl.pfn(page);
        }
        mdls.unlock(mdl);
        frames.give(taken);
    }
}
