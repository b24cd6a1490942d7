package dev.dreq.hal.io;

import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.mm.AccessMode;
import java.util.HashSet;
import java.util.Set;

/** The IRPs that are neither completed nor freed. */
final class IrpLedger {
    private final Ke ke;
    private final Set<Long> outstanding = new HashSet<>();

    IrpLedger(Ke ke) {
        this.ke = ke;
    }

    Irp allocate(int stackSize, AccessMode requestor) {
        Irp irp = new IrpFields(ke, stackSize, requestor);
        outstanding.add(irp.address());
        return irp;
    }

    /** By the driver that allocated it, or because it never went out. */
    void free(Irp irp) {
        if (!outstanding.remove(irp.address())) {
            throw new BugCheck(
                    BugCheckCode.MULTIPLE_IRP_COMPLETE_REQUESTS,
                    irp.address(),
                    0,
                    0,
                    0,
                    ("IoFreeIrp of %s, which is complete or freed; return"
                                    + " STATUS_MORE_PROCESSING_REQUIRED from its completion routine, and free it once")
                            .formatted(irp));
        }
    }

    /** Its last driver has completed it. */
    void completed(Irp irp) {
        outstanding.remove(irp.address());
    }

    int count() {
        return outstanding.size();
    }
}
