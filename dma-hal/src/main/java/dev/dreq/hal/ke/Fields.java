package dev.dreq.hal.ke;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The structures of this package, stored in Java fields. */
final class Fields {
    private Fields() {}

    /** What belongs to the driver or device on whose behalf it was made. */
    private interface Owned {
        @Nullable SystemObject owner();
    }

    /** Whose it is; null if it is the kernel's. */
    static @Nullable SystemObject owner(SystemObject object) {
        return object instanceof Owned owned ? owned.owner() : null;
    }

    abstract static class Addressed implements SystemObject {
        private final long address;

        Addressed(long address) {
            this.address = address;
        }

        @Override
        public final long address() {
            return address;
        }
    }

    abstract static class Header extends Addressed implements DispatcherObject {
        private String name;
        private final boolean synchronization;
        private int signalState;

        Header(long address, String name, boolean synchronization) {
            super(address);
            this.name = name;
            this.synchronization = synchronization;
        }

        @Override
        public final String name() {
            return name;
        }

        final void rename(String newName) {
            name = newName;
        }

        @Override
        public final int signalState() {
            return signalState;
        }

        @Override
        public final void setSignalState(int newState) {
            signalState = newState;
        }

        @Override
        public final boolean synchronization() {
            return synchronization;
        }
    }

    static final class Event extends Header implements Kevent {
        Event(long address, String name, EventType type, boolean state) {
            super(address, name, type == EventType.SynchronizationEvent);
            setSignalState(state ? 1 : 0);
        }

        @Override
        public String toString() {
            return "event '" + name() + "'";
        }
    }

    static final class Timer extends Header implements Ktimer {
        private long dueNanos;
        private int period;
        private @Nullable Kdpc dpc;
        private boolean inserted;

        Timer(long address, String name, EventType type) {
            super(address, name, type == EventType.SynchronizationEvent);
        }

        @Override
        public long dueNanos() {
            return dueNanos;
        }

        @Override
        public int period() {
            return period;
        }

        @Override
        public @Nullable Kdpc dpc() {
            return dpc;
        }

        @Override
        public boolean inserted() {
            return inserted;
        }

        @Override
        public void set(boolean nowInserted, long due, int newPeriod, @Nullable Kdpc newDpc) {
            inserted = nowInserted;
            dueNanos = due;
            period = newPeriod;
            dpc = newDpc;
        }

        @Override
        public String toString() {
            return "timer '" + name() + "'";
        }
    }

    static final class Dpc extends Addressed implements Kdpc, Owned {
        private final @Nullable SystemObject owner;
        private final DeferredRoutine routine;
        private final @Nullable Object context;
        private boolean inserted;
        private @Nullable Object argument1;
        private @Nullable Object argument2;

        Dpc(
                long address,
                @Nullable SystemObject owner,
                DeferredRoutine routine,
                @Nullable Object context) {
            super(address);
            this.owner = owner;
            this.routine = routine;
            this.context = context;
        }

        @Override
        public @Nullable SystemObject owner() {
            return owner;
        }

        @Override
        public DeferredRoutine deferredRoutine() {
            return routine;
        }

        @Override
        public @Nullable Object deferredContext() {
            return context;
        }

        @Override
        public @Nullable Object systemArgument1() {
            return argument1;
        }

        @Override
        public @Nullable Object systemArgument2() {
            return argument2;
        }

        @Override
        public boolean inserted() {
            return inserted;
        }

        @Override
        public void setInserted(
                boolean nowInserted, @Nullable Object newArgument1, @Nullable Object newArgument2) {
            inserted = nowInserted;
            argument1 = newArgument1;
            argument2 = newArgument2;
        }
    }

    static final class SpinLock extends Addressed implements KspinLock {
        private final String name;
        private boolean held;

        SpinLock(long address, String name) {
            super(address);
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean held() {
            return held;
        }

        @Override
        public void setHeld(boolean nowHeld) {
            held = nowHeld;
        }
    }

    static final class DeviceQueue extends Addressed implements KdeviceQueue {
        private final List<KdeviceQueueEntry> entries = new ArrayList<>();
        private boolean busy;

        DeviceQueue(long address) {
            super(address);
        }

        @Override
        public boolean busy() {
            return busy;
        }

        @Override
        public void setBusy(boolean nowBusy) {
            busy = nowBusy;
        }

        @Override
        public List<KdeviceQueueEntry> entries() {
            return entries;
        }
    }

    static final class DeviceQueueEntry extends Addressed implements KdeviceQueueEntry {
        private final Object containingRecord;
        private boolean inserted;
        private int sortKey;

        DeviceQueueEntry(long address, Object containingRecord) {
            super(address);
            this.containingRecord = containingRecord;
        }

        @Override
        public Object containingRecord() {
            return containingRecord;
        }

        @Override
        public int sortKey() {
            return sortKey;
        }

        @Override
        public boolean inserted() {
            return inserted;
        }

        @Override
        public void setInserted(boolean nowInserted, int newSortKey) {
            inserted = nowInserted;
            sortKey = newSortKey;
        }
    }

    record Interrupt(
            long address,
            int input,
            boolean message,
            int irql,
            int synchronizeIrql,
            InterruptMode mode,
            boolean shareVector,
            ServiceRoutine serviceRoutine,
            @Nullable Object serviceContext,
            KspinLock actualLock,
            @Nullable SystemObject owner)
            implements Kinterrupt, Owned {}
}
