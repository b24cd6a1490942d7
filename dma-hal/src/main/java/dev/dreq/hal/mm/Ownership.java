package dev.dreq.hal.mm;

import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;

/** How a region that owns its page frames goes. */
final class Ownership {
    private Ownership() {}

    /** Unmaps a region and gives its frames back; a bug check if one of them is locked. */
    static void release(
            Region region, String routine, PageFrames frames, AddressSpace space, PageLocks locks) {
        for (long frame : region.frames()) {
            if (locks.locked(frame)) {
                throw new BugCheck(
                        BugCheckCode.PROCESS_HAS_LOCKED_PAGES,
                        0,
                        region.start(),
                        frame,
                        0,
                        "%s of %x, whose page frame %x is locked; call MmUnlockPages first"
                                .formatted(routine, region.start(), frame));
            }
        }
        space.unmap(region);
        frames.give(region.frames());
    }
}
