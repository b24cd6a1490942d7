package dev.dreq.tools.drivers.busmaster;

import dev.dreq.hal.ke.NtStatus;

/** What is done when bytes have been moved, or not. Called at DISPATCH_LEVEL. */
@FunctionalInterface
interface TransferCompletion {

    /** It ended, after so many bytes. */
    void ended(NtStatus status, int moved);
}
