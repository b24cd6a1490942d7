package dev.dreq.hal.mm;

/** LOCK_OPERATION: what the locker will do to the memory. */
public enum LockOperation {
    /** The memory is read: a device write. */
    IoReadAccess(0),
    /** The memory is written: a device read. */
    IoWriteAccess(1),
    /** Both. */
    IoModifyAccess(2);

    private final int value;

    LockOperation(int value) {
        this.value = value;
    }

    /** The number in wdm.h. */
    public int value() {
        return value;
    }
}
