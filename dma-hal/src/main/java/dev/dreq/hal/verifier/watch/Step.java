package dev.dreq.hal.verifier.watch;

import org.jspecify.annotations.Nullable;

/**
 * A call that is being judged.
 *
 * @param ledger of the adapter that it names; null for an adapter that this kernel never made
 * @param call as it was made
 */
record Step(@Nullable AdapterLedger ledger, Call call) {

    /** The ledger, if the adapter is live and the IRQL one of these; else the kernel refuses. */
    @Nullable AdapterLedger legalAt(int lowest, int highest) {
        boolean level = call.irql() >= lowest && call.irql() <= highest;
        return level && ledger != null && !ledger.isReleased() ? ledger : null;
    }
}
