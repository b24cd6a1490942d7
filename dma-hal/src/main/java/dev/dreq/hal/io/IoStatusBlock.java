package dev.dreq.hal.io;

import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.ke.SystemObject;

/** IO_STATUS_BLOCK: how a request ended. */
public interface IoStatusBlock extends SystemObject {

    /** The final status. */
    NtStatus status();

    /** Usually the number of bytes moved. */
    long information();

    /** Stores both. */
    void set(NtStatus status, long information);
}
