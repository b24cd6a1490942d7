package dev.dreq.hal.ke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.ScriptedBus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeviceQueueTest {
    private final Ke ke = new Ke(ScriptedBus.pc());
    private final KdeviceQueue queue = ke.initializeDeviceQueue();

    @BeforeEach
    void raise() {
        ke.raiseIrql(Irql.DISPATCH_LEVEL);
    }

    private KdeviceQueueEntry entry(String name) {
        return ke.initializeDeviceQueueEntry(name);
    }

    private List<Object> drain() {
        List<Object> names = new ArrayList<>();
        for (KdeviceQueueEntry next = ke.removeDeviceQueue(queue);
                next != null;
                next = ke.removeDeviceQueue(queue)) {
            names.add(next.containingRecord());
        }
        return names;
    }

    @Test
    void anIdleQueueBecomesBusyAndDoesNotQueue() {
        assertFalse(ke.insertDeviceQueue(queue, entry("a")));
        assertTrue(queue.busy());
        assertTrue(ke.insertDeviceQueue(queue, entry("b")));
        assertEquals(List.of("b"), drain());
        assertFalse(queue.busy());
        assertNull(ke.removeDeviceQueue(queue));
    }

    @Test
    void keysOrderAndEqualKeysKeepTheirOrder() {
        ke.insertDeviceQueue(queue, entry("running"));
        ke.insertByKeyDeviceQueue(queue, entry("30"), 30);
        ke.insertByKeyDeviceQueue(queue, entry("10 first"), 10);
        ke.insertByKeyDeviceQueue(queue, entry("huge"), -1);
        ke.insertByKeyDeviceQueue(queue, entry("10 second"), 10);
        assertEquals(List.of("10 first", "10 second", "30", "huge"), drain());
    }

    @Test
    void removingByKeyGoesOnFromTheKeyAndWrapsToTheFirst() {
        ke.insertDeviceQueue(queue, entry("running"));
        for (int key : new int[] {10, 20, 30}) {
            ke.insertByKeyDeviceQueue(queue, entry("" + key), key);
        }
        assertEquals("20", next(15));
        assertEquals("30", next(20));
        assertEquals("10", next(31));
        assertNull(ke.removeByKeyDeviceQueue(queue, 0));
        assertFalse(queue.busy());
    }

    @Test
    void removingByKeyIfBusyLeavesAnIdleQueueAlone() {
        assertNull(ke.removeByKeyDeviceQueueIfBusy(queue, 0));
        assertFalse(queue.busy());
        ke.insertDeviceQueue(queue, entry("running"));
        ke.insertByKeyDeviceQueue(queue, entry("10"), 10);
        assertEquals("10", ke.removeByKeyDeviceQueueIfBusy(queue, 5).containingRecord());
        assertNull(ke.removeByKeyDeviceQueueIfBusy(queue, 5));
        assertFalse(queue.busy());
    }

    private Object next(int key) {
        KdeviceQueueEntry entry = ke.removeByKeyDeviceQueue(queue, key);
        return entry == null ? "none" : entry.containingRecord();
    }

    @Test
    void anEntryIsTakenOutOnce() {
        KdeviceQueueEntry entry = entry("b");
        ke.insertDeviceQueue(queue, entry("a"));
        ke.insertDeviceQueue(queue, entry);
        assertTrue(entry.inserted());
        assertTrue(ke.removeEntryDeviceQueue(queue, entry));
        assertFalse(ke.removeEntryDeviceQueue(queue, entry));
        assertEquals(List.of(), drain());
    }
}
