package dev.dreq.hal.video;

import dev.dreq.hal.mm.LockOperation;

/** VP_LOCK_OPERATION: what the device does with a buffer. */
public enum VpLockOperation {
    /** The device reads it. */
    VpReadAccess(0, LockOperation.IoReadAccess),
    /** The device writes it. */
    VpWriteAccess(1, LockOperation.IoWriteAccess),
    /** The device reads and writes it. */
    VpModifyAccess(2, LockOperation.IoModifyAccess);

    private final int value;
    private final LockOperation lockOperation;

    VpLockOperation(int value, LockOperation lockOperation) {
        this.value = value;
        this.lockOperation = lockOperation;
    }

    /** The number in video.h. */
    public int value() {
        return value;
    }

    /** The same for MmProbeAndLockPages. */
    LockOperation lockOperation() {
        return lockOperation;
    }
}
