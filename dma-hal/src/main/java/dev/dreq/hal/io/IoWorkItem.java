package dev.dreq.hal.io;

import dev.dreq.hal.ke.SystemObject;

/** IO_WORKITEM. Made by {@link Io#allocateWorkItem}. */
public interface IoWorkItem extends SystemObject {

    /** The device that it belongs to. */
    DeviceObject deviceObject();

    /** Whether it waits for a worker thread. */
    boolean queued();

    /** For the kernel's routines only. */
    void setQueued(boolean queued);
}
