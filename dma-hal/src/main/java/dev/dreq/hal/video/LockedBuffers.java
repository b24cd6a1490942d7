package dev.dreq.hal.video;

import dev.dreq.hal.io.Io;
import dev.dreq.hal.ke.StatusException;
import dev.dreq.hal.mm.AccessMode;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Mm;
import dev.dreq.hal.verifier.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The buffers that a miniport has locked for a device. */
final class LockedBuffers {

    /** One of them. */
    static final class Locked {
        private final Mdl mdl;
        private final VpLockOperation operation;
        private int operations;

        Locked(Mdl mdl, VpLockOperation operation) {
            this.mdl = mdl;
            this.operation = operation;
        }

        Mdl mdl() {
            return mdl;
        }

        VpLockOperation operation() {
            return operation;
        }

        /** An operation on it begins. */
        void begin() {
            operations++;
        }

        /** An operation on it has ended. */
        void end() {
            operations--;
        }
    }

    private final Io io;
    private final Mm mm;
    private final List<Locked> locked = new ArrayList<>();

    LockedBuffers(Io io, Mm mm) {
        this.io = io;
        this.mm = mm;
    }

    int count() {
        return locked.size();
    }

    /** Null if there is no MDL for it, or the memory may not be used so. */
    @Nullable Mdl lock(long va, int length, VpLockOperation operation) {
        Mdl mdl = length == 0 ? null : io.allocateMdl(va, length, false, false, null);
        if (mdl == null) {
            return null;
        }
        try {
            mm.probeAndLockPages(mdl, AccessMode.KernelMode, operation.lockOperation());
        } catch (StatusException e) {
            io.freeMdl(mdl);
            return null;
        }
        locked.add(new Locked(mdl, operation));
        return mdl;
    }

    void unlock(Mdl mdl, String routine) {
        Locked buffer = find(mdl, routine);
        if (buffer.operations != 0) {
            throw Rule.WRONG_LOCK.stop(
                    mdl.address(),
                    buffer.operations,
                    0,
                    "%s of %s while an operation is open on it; call VideoPortCompleteDma for each"
                                    .formatted(routine, mdl)
                            + " VideoPortStartDma first");
        }
        locked.remove(buffer);
        mm.unlockPages(mdl);
        io.freeMdl(mdl);
    }

    /** The one with this MDL, which must have come from here. */
    Locked find(Mdl mdl, String routine) {
        for (Locked buffer : locked) {
            if (buffer.mdl == mdl) {
                return buffer;
            }
        }
        throw Rule.WRONG_LOCK.stop(
                mdl.address(),
                locked.size(),
                0,
                "%s of %s, which is not locked; pass what VideoPortLockBuffer returned, until"
                                .formatted(routine, mdl)
                        + " VideoPortUnlockBuffer");
    }

    /** The MDL at an address; null if none is locked there. */
    @Nullable Mdl at(long address) {
        for (Locked buffer : locked) {
            if (buffer.mdl.address() == address) {
                return buffer.mdl;
            }
        }
        return null;
    }
}
