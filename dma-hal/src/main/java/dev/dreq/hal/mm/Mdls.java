package dev.dreq.hal.mm;

import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.ke.StatusException;

/** What the MDL routines do to locks and page frame arrays. */
final class Mdls {
    /** What an unlocked MDL's page frames read as. */
    private static final long NO_FRAME = -1;

    private final Ke ke;
    private final AddressSpace space;
    private final PageLocks locks;
    private final MdlMappings mappings;

    Mdls(Ke ke, AddressSpace space, PageLocks locks, MdlMappings mappings) {
        this.ke = ke;
        this.space = space;
        this.locks = locks;
        this.mappings = mappings;
    }

    static long va(Mdl mdl) {
        return mdl.startVa() + mdl.byteOffset();
    }

    static int pages(Mdl mdl) {
        return (int) Pages.addressAndSizeToSpanPages(mdl.byteOffset(), mdl.byteCount());
    }

    /** The check of a routine whose length is a ULONG. */
    static void requireLength(String routine, long va, int length) {
        if (length < 0 || length > MmMdl.LONGEST_MDL) {
            throw new BugCheck(
                    BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION,
                    va,
                    Integer.toUnsignedLong(length),
                    MmMdl.LONGEST_MDL,
                    0,
                    "%s for %x bytes at %x; describe more than %x bytes by a chain of MDLs"
                            .formatted(routine, length, va, MmMdl.LONGEST_MDL));
        }
    }

    /** Whose pages are locked describes nothing else, or they would stay locked for ever. */
    static void requireUnlocked(Mdl mdl, String routine) {
        if ((mdl.mdlFlags() & Mdl.MDL_PAGES_LOCKED) != 0) {
            throw misuse(mdl, routine, "is locked; call MmUnlockPages first");
        }
    }

    static void describe(Mdl mdl, long va, int length) {
        mdl.setNext(null);
        mdl.setMdlFlags(0);
        mdl.setBuffer(Pages.pageAlign(va), Pages.byteOffset(va), length);
    }

    void probeAndLock(Mdl mdl, AccessMode mode, LockOperation operation) {
        if (mdl.describesResidentPages()) {
            throw misuse(
                    mdl,
                    "MmProbeAndLockPages",
                    "is locked, partial or of nonpaged pool; lock an MDL once, and only one of"
                            + " pageable memory");
        }
        boolean write = operation != LockOperation.IoReadAccess;
        int pages = pages(mdl);
        for (int page = 0; page < pages; page++) {
            mdl.setPfn(page, probe(mdl.startVa() + Pages.address(page), mode, write));
        }
        for (int page = 0; page < pages; page++) {
            locks.lock(mdl.pfn(page));
        }
        int kept = mdl.mdlFlags() & ~Mdl.MDL_WRITE_OPERATION;
        mdl.setMdlFlags(kept | Mdl.MDL_PAGES_LOCKED | (write ? Mdl.MDL_WRITE_OPERATION : 0));
    }

    void probe(long va, long length, AccessMode mode, boolean write) {
        long pages = Pages.addressAndSizeToSpanPages(va, length);
        for (long page = 0; page < pages; page++) {
            probe(Pages.pageAlign(va) + Pages.address(page), mode, write);
        }
    }

    private long probe(long va, AccessMode mode, boolean write) {
        if (mode == AccessMode.UserMode && !AddressSpace.isUser(va)) {
            throw violation("%x is not a user address", va);
        }
        Region region = space.find(va);
        if (region == null) {
            throw violation("nothing is mapped at %x", va);
        }
        if (write && !region.writable()) {
            throw violation("%x may only be read", va);
        }
        if (region.pageable()) {
            ke.requireIrqlAtMost(Irql.APC_LEVEL, "MmProbeAndLockPages of pageable memory");
        }
        return region.frame(va);
    }

    private static StatusException violation(String words, long va) {
        return new StatusException(NtStatus.STATUS_ACCESS_VIOLATION, words.formatted(va));
    }

    void unlock(Mdl mdl) {
        if ((mdl.mdlFlags() & Mdl.MDL_PAGES_LOCKED) == 0) {
            throw misuse(
                    mdl,
                    "MmUnlockPages",
                    "is not locked; unlock once what MmProbeAndLockPages locked");
        }
        mappings.drop(mdl);
        int pages = pages(mdl);
        for (int page = 0; page < pages; page++) {
            locks.unlock(mdl.pfn(page));
            mdl.setPfn(page, NO_FRAME);
        }
        mdl.setMdlFlags(mdl.mdlFlags() & ~(Mdl.MDL_PAGES_LOCKED | Mdl.MDL_WRITE_OPERATION));
    }

    void buildForNonPagedPool(Mdl mdl) {
        if (mdl.describesResidentPages()) {
            throw misuse(
                    mdl, "MmBuildMdlForNonPagedPool", "is built or locked already; build it once");
        }
        int pages = pages(mdl);
        for (int page = 0; page < pages; page++) {
            long va = mdl.startVa() + Pages.address(page);
            Region region = space.find(va);
            if (region == null || region.pageable()) {
                throw misuse(
                        mdl,
                        "MmBuildMdlForNonPagedPool",
                        "does not describe nonpaged memory; use MmProbeAndLockPages");
            }
            mdl.setPfn(page, region.frame(va));
        }
        mdl.setMdlFlags(mdl.mdlFlags() | Mdl.MDL_SOURCE_IS_NONPAGED_POOL);
        mdl.setMappedSystemVa(va(mdl));
    }

    void buildPartial(Mdl source, Mdl target, long va, int length) {
        if (!source.describesResidentPages()) {
            throw misuse(
                    source, "IoBuildPartialMdl", "is the source and not locked; lock it first");
        }
        long offset = va - va(source);
        if (offset < 0
                || offset > source.byteCount()
                || length > source.byteCount() - offset
                || length < 0) {
            throw misuse(
                    source,
                    "IoBuildPartialMdl",
                    "does not hold %x bytes at %x; stay inside the source".formatted(length, va));
        }
        int count = length == 0 ? (int) (source.byteCount() - offset) : length;
        int needed =
                MdlFields.HEADER_SIZE
                        + Long.BYTES * (int) Pages.addressAndSizeToSpanPages(va, count);
        if (needed > target.size()) {
            throw new BugCheck(
                    BugCheckCode.TARGET_MDL_TOO_SMALL,
                    target.address(),
                    needed,
                    target.size(),
                    0,
                    ("IoBuildPartialMdl into an MDL of %d bytes that needs %d; allocate the"
                                    + " target for the same address and length")
                            .formatted(target.size(), needed));
        }
        requireUnlocked(target, "IoBuildPartialMdl");
        mappings.drop(target);
        describe(target, va, count);
        int first = (int) Pages.number(target.startVa() - source.startVa());
        for (int page = 0; page < pages(target); page++) {
            target.setPfn(page, source.pfn(first + page));
        }
        target.setMdlFlags(
                Mdl.MDL_PARTIAL
                        | (source.mdlFlags() & (Mdl.MDL_IO_SPACE | Mdl.MDL_WRITE_OPERATION)));
        if (MdlMappings.mapped(source)) {
            target.setMappedSystemVa(source.mappedSystemVa() + offset);
            target.setMdlFlags(
                    target.mdlFlags()
                            | Mdl.MDL_PARENT_MAPPED_SYSTEM_VA
                            | Mdl.MDL_MAPPED_TO_SYSTEM_VA);
        }
    }

    NtStatus advance(Mdl mdl, int bytes) {
        if (bytes < 0 || bytes > mdl.byteCount()) {
            return NtStatus.STATUS_INVALID_PARAMETER_2;
        }
        int oldPages = pages(mdl);
        int offset = mdl.byteOffset() + bytes;
        int passed = (int) Pages.number(offset);
        boolean owns = (mdl.mdlFlags() & Mdl.MDL_PAGES_LOCKED) != 0;
        for (int page = 0; page < oldPages; page++) {
            if (page < passed && owns) {
                locks.unlock(mdl.pfn(page));
            }
            int from = page + passed;
            mdl.setPfn(page, from < oldPages ? mdl.pfn(from) : NO_FRAME);
        }
        mdl.setBuffer(
                mdl.startVa() + Pages.address(passed),
                Pages.byteOffset(offset),
                mdl.byteCount() - bytes);
        if (MdlMappings.mapped(mdl)) {
            mdl.setMappedSystemVa(mdl.mappedSystemVa() + bytes);
        }
        return NtStatus.STATUS_SUCCESS;
    }

    static BugCheck misuse(Mdl mdl, String routine, String words) {
        return new BugCheck(
                BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION,
                mdl.address(),
                mdl.mdlFlags(),
                0,
                0,
                "%s: %s %s".formatted(routine, mdl, words));
    }
}
