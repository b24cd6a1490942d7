package dev.dreq.hal.ke;

/** A status raised as an exception (ExRaiseStatus), as MmProbeAndLockPages does. */
public final class StatusException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final NtStatus status;

    /** Raises {@code status}, with words for people. */
    public StatusException(NtStatus status, String words) {
        super(status + ": " + words);
        this.status = status;
    }

    /** GetExceptionCode. */
    public NtStatus status() {
        return status;
    }
}
