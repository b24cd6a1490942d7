package dev.dreq.hal.mm;

import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import java.util.HashMap;
import java.util.Map;

/** The mappings of locked pages that were made through MDLs. */
final class MdlMappings {
    private final AddressSpace space;

    /** System mappings by the address of their MDL. */
    private final Map<Long, Region> system = new HashMap<>();

    private final long mostPages;
    private long systemPages;

    /** Mappings of at most so many pages in system space at a time. */
    MdlMappings(AddressSpace space, long mostPages) {
        this.space = space;
        this.mostPages = mostPages;
    }

    /** Whether {@link Mdl#mappedSystemVa} means something. */
    static boolean mapped(Mdl mdl) {
        return (mdl.mdlFlags() & (Mdl.MDL_MAPPED_TO_SYSTEM_VA | Mdl.MDL_SOURCE_IS_NONPAGED_POOL))
                != 0;
    }

    /** The address in system space, which is made if there is none yet; 0 if it cannot be. */
    long systemAddress(Mdl mdl) {
        if (mapped(mdl)) {
            return mdl.mappedSystemVa();
        }
        requireResident(mdl);
        int pages = Mdls.pages(mdl);
        if (pages > mostPages - systemPages) {
            return 0;
        }
        Region region = map(mdl, AccessMode.KernelMode);
        system.put(mdl.address(), region);
        systemPages += pages;
        int partial = (mdl.mdlFlags() & Mdl.MDL_PARTIAL) != 0 ? Mdl.MDL_PARTIAL_HAS_BEEN_MAPPED : 0;
        mdl.setMdlFlags(mdl.mdlFlags() | Mdl.MDL_MAPPED_TO_SYSTEM_VA | partial);
        mdl.setMappedSystemVa(region.start() + mdl.byteOffset());
        return mdl.mappedSystemVa();
    }

    /** An address in user space, always a new one. */
    long userAddress(Mdl mdl) {
        requireResident(mdl);
        return map(mdl, AccessMode.UserMode).start() + mdl.byteOffset();
    }

    private static void requireResident(Mdl mdl) {
        if (!mdl.describesResidentPages()) {
            throw new BugCheck(
                    BugCheckCode.SYSTEM_PTE_MISUSE,
                    mdl.address(),
                    mdl.mdlFlags(),
                    0,
                    0,
                    "%s was mapped, but its pages are not locked; call MmProbeAndLockPages first"
                            .formatted(mdl));
        }
    }

    private Region map(Mdl mdl, AccessMode mode) {
        long[] frames = new long[Mdls.pages(mdl)];
        for (int page = 0; page < frames.length; page++) {
            frames[page] = mdl.pfn(page);
        }
        return space.map(frames, mode, Region.Use.MDL_MAPPING, true);
    }

    /** Drops the system mapping that was made through this MDL, if there is one. */
    void drop(Mdl mdl) {
        Region region = system.remove(mdl.address());
        if (region != null) {
            systemPages -= region.frames().length;
            space.unmap(region);
        }
        mdl.setMdlFlags(
                mdl.mdlFlags()
                        & ~(Mdl.MDL_MAPPED_TO_SYSTEM_VA
                                | Mdl.MDL_PARTIAL_HAS_BEEN_MAPPED
                                | Mdl.MDL_PARENT_MAPPED_SYSTEM_VA));
    }

    /** Drops one mapping, in system or user space. */
    void unmap(long va, Mdl mdl) {
        Region region = space.find(va);
        if (region == null || region.use() != Region.Use.MDL_MAPPING) {
            throw new BugCheck(
                    BugCheckCode.SYSTEM_PTE_MISUSE,
                    va,
                    mdl.address(),
                    0,
                    0,
                    ("MmUnmapLockedPages of %x, where no MDL is mapped; unmap once what"
                                    + " MmMapLockedPages returned")
                            .formatted(va));
        }
        if (region == system.get(mdl.address())) {
            drop(mdl);
        } else {
            space.unmap(region);
        }
    }
}
