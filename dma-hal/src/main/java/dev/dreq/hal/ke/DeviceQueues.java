package dev.dreq.hal.ke;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the device queue routines do to a queue. */
final class DeviceQueues {
    private DeviceQueues() {}

    static boolean insert(KdeviceQueue queue, KdeviceQueueEntry entry) {
        if (!occupy(queue, entry, 0)) {
            return false;
        }
        queue.entries().add(entry);
        return true;
    }

    static boolean insertByKey(KdeviceQueue queue, KdeviceQueueEntry entry, int sortKey) {
        if (!occupy(queue, entry, sortKey)) {
            return false;
        }
        List<KdeviceQueueEntry> entries = queue.entries();
        int index = entries.size();
        while (index > 0
                && Integer.compareUnsigned(entries.get(index - 1).sortKey(), sortKey) > 0) {
            index--;
        }
        entries.add(index, entry);
        return true;
    }

    /** Makes an idle queue busy and returns false, or marks the entry queued and returns true. */
    private static boolean occupy(KdeviceQueue queue, KdeviceQueueEntry entry, int sortKey) {
        if (!queue.busy()) {
            queue.setBusy(true);
            entry.setInserted(false, sortKey);
            return false;
        }
        entry.setInserted(true, sortKey);
        return true;
    }

    static @Nullable KdeviceQueueEntry remove(KdeviceQueue queue) {
        return take(queue, 0);
    }

    /** The first entry at or behind {@code sortKey}, or the first of all. */
    static @Nullable KdeviceQueueEntry removeByKey(KdeviceQueue queue, int sortKey) {
        List<KdeviceQueueEntry> entries = queue.entries();
        for (int index = 0; index < entries.size(); index++) {
            if (Integer.compareUnsigned(entries.get(index).sortKey(), sortKey) >= 0) {
                return take(queue, index);
            }
        }
        return take(queue, 0);
    }

    private static @Nullable KdeviceQueueEntry take(KdeviceQueue queue, int index) {
        if (queue.entries().isEmpty()) {
            queue.setBusy(false);
            return null;
        }
        KdeviceQueueEntry entry = queue.entries().remove(index);
        entry.setInserted(false, entry.sortKey());
        return entry;
    }

    static boolean removeEntry(KdeviceQueue queue, KdeviceQueueEntry entry) {
        if (!entry.inserted() || !queue.entries().remove(entry)) {
            return false;
        }
        entry.setInserted(false, entry.sortKey());
        return true;
    }
}
