package dev.dreq.hal.io;

import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Mm;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The MDLs of IoAllocateMdl that are not freed yet. */
final class MdlLedger {
    private final Mm mm;
    private final Set<Long> allocated = new HashSet<>();

    MdlLedger(Mm mm) {
        this.mm = mm;
    }

    @Nullable Mdl allocate(long va, int length, boolean secondary, @Nullable Irp irp) {
        if (length < 0 || length > Mm.LONGEST_MDL) {
            return null;
        }
        if (irp == null && secondary) {
            throw new BugCheck(
                    BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION,
                    va,
                    0,
                    0,
                    0,
                    "IoAllocateMdl of a secondary buffer without an IRP; pass false, or the"
                            + " IRP whose chain it joins");
        }
        Mdl mdl = mm.createMdl(va, length);
        allocated.add(mdl.address());
        if (irp != null) {
            link(mdl, secondary, irp);
        }
        return mdl;
    }

    private static void link(Mdl mdl, boolean secondary, Irp irp) {
        Mdl last = irp.mdlAddress();
        if (!secondary || last == null) {
            irp.setMdlAddress(mdl);
            return;
        }
        for (Mdl next = last.next(); next != null; next = last.next()) {
            last = next;
        }
        last.setNext(mdl);
    }

    void free(Mdl mdl) {
        if ((mdl.mdlFlags() & Mdl.MDL_PAGES_LOCKED) != 0) {
            throw new BugCheck(
                    BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION,
                    mdl.address(),
                    mdl.mdlFlags(),
                    0,
                    0,
                    "IoFreeMdl of %s, whose pages are locked; call MmUnlockPages first"
                            .formatted(mdl));
        }
        if (!allocated.remove(mdl.address())) {
            throw new BugCheck(
                    BugCheckCode.BAD_POOL_CALLER,
                    7,
                    0,
                    0,
                    mdl.address(),
                    "IoFreeMdl of %s, which is not allocated; free once what IoAllocateMdl returned"
                            .formatted(mdl));
        }
        mm.prepareMdlForReuse(mdl);
    }

    /** How many are not freed. */
    int count() {
        return allocated.size();
    }
}
