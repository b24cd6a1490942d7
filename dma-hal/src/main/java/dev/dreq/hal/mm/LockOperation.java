package dev.dreq.hal.mm;

/** LOCK_OPERATION: what the locker will do to the memory. */
public enum LockOperation {
    /** The memory is read: a device write. */
    IoReadAccess,
    /** The memory is written: a device read. */
    IoWriteAccess,
    /** Both. */
    IoModifyAccess
}
