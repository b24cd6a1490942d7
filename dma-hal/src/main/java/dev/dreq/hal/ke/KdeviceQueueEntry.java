package dev.dreq.hal.ke;

/** KDEVICE_QUEUE_ENTRY: what a request brings to wait in a device queue. */
public interface KdeviceQueueEntry extends SystemObject {

    /** CONTAINING_RECORD: the request that the entry is a part of, such as an IRP. */
    Object containingRecord();

    /** The key by which it was inserted, unsigned. */
    int sortKey();

    /** Whether it waits in a queue. */
    boolean inserted();

    /** For the kernel's routines only. */
    void setInserted(boolean inserted, int sortKey);
}
