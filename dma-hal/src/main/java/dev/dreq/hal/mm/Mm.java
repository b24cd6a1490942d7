package dev.dreq.hal.mm;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Ke;
import dev.dreq.plugin.Experimental;
import dev.dreq.plugin.cpu.CacheControl;
import dev.dreq.plugin.cpu.CpuBus;

/**
 * The memory manager's routines: Mm, the pools of Ex, and virtual memory of callers. It owns every
 * page of RAM except page 0 and A0000-FFFFF. A routine called at a wrong IRQL is a bug check.
 */
public final class Mm extends MmMdl {
    private final MemoryAccess access;
    private final Pools pools;
    private final Regions regions;

    /** Memory management of the machine behind {@code bus}. */
    public Mm(CpuBus bus, Ke ke, KernelOptions options) {
        super(bus, ke, options);
        this.access = new MemoryAccess(bus, ke, space, locks);
        this.pools = new Pools(frames, space, locks);
        this.regions = new Regions(bus, frames, space, locks, options.bufferAbove());
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

    /**
     * Contiguous memory that is not cached, for the kernel itself, which may be at any IRQL: the
     * address, or 0. As {@link #allocateContiguousMemorySpecifyCache} otherwise.
     */
    public long reserveContiguous(long size, long lowest, long highest, long boundary) {
        return regions.allocateContiguous(
                size, lowest, highest, boundary, MemoryCachingType.MmNonCached);
    }

    /** Gives back what {@link #reserveContiguous} took. Any IRQL. */
    public void unreserveContiguous(long va) {
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
    @Experimental("shaped by the verifier's rules, its only user")
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
}
