package dev.dreq.hal.ke;

import java.util.List;

/**
 * KDEVICE_QUEUE: busy or not, and what waits while it is. Made by {@link Ke#initializeDeviceQueue}.
 */
public interface KdeviceQueue extends SystemObject {

    /** Whether the device works on an entry that was removed or never queued. */
    boolean busy();

    /** For the kernel's routines only. */
    void setBusy(boolean busy);

    /** The entries that wait, next first. For the kernel's routines only. */
    List<KdeviceQueueEntry> entries();
}
