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

    /** The stop that follows when a driver's routine, {@code who}, does not catch it. */
    public BugCheck unhandledBy(String who) {
        return new BugCheck(
                BugCheckCode.KMODE_EXCEPTION_NOT_HANDLED,
                status.value(),
                0,
                0,
                0,
                "%s let %s out; catch it".formatted(who, status),
                this);
    }

    /** GetExceptionCode. */
    public NtStatus status() {
        return status;
    }
}
