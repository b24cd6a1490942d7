package dev.dreq.hal.io;

import dev.dreq.hal.ke.NtStatus;

/** A status block stored in Java fields. */
final class StatusBlockFields implements IoStatusBlock {
    private final long address;
    private NtStatus status = NtStatus.STATUS_SUCCESS;
    private long information;

    StatusBlockFields(long address) {
        this.address = address;
    }

    @Override
    public long address() {
        return address;
    }

    @Override
    public NtStatus status() {
        return status;
    }

    @Override
    public long information() {
        return information;
    }

    @Override
    public void set(NtStatus newStatus, long newInformation) {
        status = newStatus;
        information = newInformation;
    }

    @Override
    public String toString() {
        return "%s, %d".formatted(status, information);
    }
}
