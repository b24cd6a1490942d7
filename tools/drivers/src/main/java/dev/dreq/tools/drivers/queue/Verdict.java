package dev.dreq.tools.drivers.queue;

import dev.dreq.hal.ke.NtStatus;

/** What a driver asks between two steps of a request. */
@FunctionalInterface
public interface Verdict {

    /**
     * STATUS_SUCCESS to go on, else the status to end the request with: it was cancelled, or its
     * device is going. At or below DISPATCH_LEVEL.
     */
    NtStatus status();
}
