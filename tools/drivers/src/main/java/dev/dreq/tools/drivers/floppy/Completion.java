package dev.dreq.tools.drivers.floppy;

import dev.dreq.hal.ke.NtStatus;

/** What is done when something that takes time has ended. Called at DISPATCH_LEVEL. */
@FunctionalInterface
interface Completion {

    /** It ended; STATUS_SUCCESS if it did what was asked. */
    void done(NtStatus status);
}
