package dev.dreq.hal.ke;

import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.MdlCache;
import dev.dreq.hal.trace.KernelTrace;
import dev.dreq.plugin.Experimental;
import dev.dreq.plugin.cpu.CpuBus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's routines: Ke, and PsCreateSystemThread. A routine called at a wrong IRQL is a {@link
 * BugCheck}.
 */
public final class Ke extends KeInterrupts {
    private final CpuBus bus;
    private KernelWatch watch = KernelWatch.NONE;
    private final MdlCache cache;

    /** A processor on a machine, at PASSIVE_LEVEL. */
    public Ke(CpuBus bus) {
        super(new Processor(bus));
        this.bus = bus;
        this.cache = new MdlCache(bus);
    }

    /** Names who sees from now on what drivers ask for. */
    @Experimental("shaped by the verifier's rules, its only user")
    public void watch(KernelWatch newWatch) {
        watch = newWatch;
    }

    /**
     * Where what happens is recorded; for the kernel's own packages, so its type is not exported.
     */
    @SuppressWarnings("exports")
    public KernelTrace trace() {
        return processor.trace;
    }

    // DPCs

    /** KeInitializeDpc. Any IRQL. */
    public Kdpc initializeDpc(DeferredRoutine routine, @Nullable Object deferredContext) {
        return new Fields.Dpc(
                processor.newAddress(0x40), processor.trace.subject(), routine, deferredContext);
    }

    /** KeInsertQueueDpc: false, and nothing done, if it is queued already. Any IRQL. */
    public boolean insertQueueDpc(
            Kdpc dpc, @Nullable Object systemArgument1, @Nullable Object systemArgument2) {
        boolean inserted = processor.dpcs.insert(dpc, systemArgument1, systemArgument2);
        if (processor.irql() < Irql.DISPATCH_LEVEL) {
            processor.interruptPoint();
        }
        return inserted;
    }

    /** KeRemoveQueueDpc: false if it was not queued. Any IRQL. */
    public boolean removeQueueDpc(Kdpc dpc) {
        return processor.dpcs.remove(dpc);
    }

    /** KeFlushQueuedDpcs: returns when no DPC is queued. At PASSIVE_LEVEL. */
    public void flushQueuedDpcs() {
        processor.requireExactly(Irql.PASSIVE_LEVEL, "KeFlushQueuedDpcs");
        processor.interruptPoint();
    }

    // Events, timers, waits

    /** KeInitializeEvent. {@code name} is what a hang is reported with. Any IRQL. */
    public Kevent initializeEvent(String name, EventType type, boolean state) {
        return new Fields.Event(processor.newAddress(0x18), name, type, state);
    }

    /** KeSetEvent: returns whether it was signaled. At or below DISPATCH_LEVEL. */
    public boolean setEvent(Kevent event) {
        processor.requireAtMost(Irql.DISPATCH_LEVEL, "KeSetEvent");
        boolean was = event.signalState() != 0;
        processor.scheduler.signal(event);
        processor.interruptPoint();
        return was;
    }

    /** KeResetEvent: returns whether it was signaled. At or below DISPATCH_LEVEL. */
    public boolean resetEvent(Kevent event) {
        processor.requireAtMost(Irql.DISPATCH_LEVEL, "KeResetEvent");
        boolean was = event.signalState() != 0;
        event.setSignalState(0);
        return was;
    }

    /** KeClearEvent. At or below DISPATCH_LEVEL. */
    public void clearEvent(Kevent event) {
        processor.requireAtMost(Irql.DISPATCH_LEVEL, "KeClearEvent");
        event.setSignalState(0);
    }

    /** KeReadStateEvent. At or below DISPATCH_LEVEL. */
    public boolean readStateEvent(Kevent event) {
        processor.requireAtMost(Irql.DISPATCH_LEVEL, "KeReadStateEvent");
        return event.signalState() != 0;
    }

    /** KeInitializeTimerEx. Any IRQL. */
    public Ktimer initializeTimer(String name, EventType type) {
        return new Fields.Timer(processor.newAddress(0x40), name, type);
    }

    /**
     * KeSetTimer: returns whether it was set. {@code dueTime} as {@link DueTime}. At or below
     * DISPATCH_LEVEL.
     */
    public boolean setTimer(Ktimer timer, long dueTime, @Nullable Kdpc dpc) {
        return setTimerEx(timer, dueTime, 0, dpc);
    }

    /**
     * KeSetTimerEx: as {@link #setTimer}, and again every {@code period} milliseconds unless that
     * is 0.
     */
    public boolean setTimerEx(Ktimer timer, long dueTime, int period, @Nullable Kdpc dpc) {
        processor.requireAtMost(Irql.DISPATCH_LEVEL, "KeSetTimer");
        if (period < 0) {
            throw new BugCheck(
                    BugCheckCode.TIMER_OR_DPC_INVALID,
                    0,
                    timer.address(),
                    period,
                    0,
                    "KeSetTimerEx with the period %d ms; give 0 or more".formatted(period));
        }
        long due = DueTime.nanos(dueTime, bus.now());
        boolean wasSet = processor.timers.insert(timer, due, period, dpc);
        processor.interruptPoint();
        return wasSet;
    }

    /**
     * KeCancelTimer: returns whether it was set. Its DPC stays queued if it has expired. At or
     * below DISPATCH_LEVEL.
     */
    public boolean cancelTimer(Ktimer timer) {
        processor.requireAtMost(Irql.DISPATCH_LEVEL, "KeCancelTimer");
        return processor.timers.remove(timer);
    }

    /** KeWaitForSingleObject without a timeout. At or below APC_LEVEL. */
    public NtStatus waitForSingleObject(DispatcherObject object) {
        requireMayWait("KeWaitForSingleObject without a zero timeout");
        return processor.scheduler.waitFor(object, Long.MAX_VALUE, false);
    }

    /**
     * KeWaitForSingleObject: STATUS_SUCCESS, or STATUS_TIMEOUT. {@code timeout} as {@link DueTime}.
     * At or below APC_LEVEL; at DISPATCH_LEVEL only with {@link DueTime#IMMEDIATELY}.
     */
    public NtStatus waitForSingleObject(DispatcherObject object, long timeout) {
        if (timeout == DueTime.IMMEDIATELY) {
            processor.requireAtMost(Irql.DISPATCH_LEVEL, "KeWaitForSingleObject");
            return processor.scheduler.waitFor(object, 0, true);
        }
        requireMayWait("KeWaitForSingleObject without a zero timeout");
        return processor.scheduler.waitFor(object, DueTime.nanos(timeout, bus.now()), false);
    }

    /** KeDelayExecutionThread. {@code interval} as {@link DueTime}. At or below APC_LEVEL. */
    public void delayExecutionThread(long interval) {
        requireMayWait("KeDelayExecutionThread");
        Kevent never = initializeEvent("a delay", EventType.NotificationEvent, false);
        processor.scheduler.waitFor(never, DueTime.nanos(interval, bus.now()), false);
    }

    private void requireMayWait(String routine) {
        if (processor.irql() > Irql.APC_LEVEL) {
            watch.waitsAbove(processor.irql(), routine);
        }
        processor.requireAtMost(Irql.APC_LEVEL, routine);
    }

    /** KeStallExecutionProcessor: time passes, nothing else happens. Any IRQL. */
    public void stallExecutionProcessor(int microseconds) {
        long end = bus.now() + microseconds * 1_000L;
        while (bus.now() < end) {
            bus.idle(end);
        }
    }

    /** KeQueryInterruptTime: units of 100 ns since the machine was made. Any IRQL. */
    public long queryInterruptTime() {
        return bus.now() / 100;
    }

    /** KeQueryPerformanceCounter: nanoseconds since the machine was made. Any IRQL. */
    public long queryPerformanceCounter() {
        long nanos = bus.now();
        watch.counts(nanos);
        return nanos;
    }

    // Memory that bus masters reach

    /**
     * KeFlushIoBuffers, before a transfer: makes the processor and bus masters see one MDL's memory
     * alike, not that of the MDLs behind it. Nothing to do where they always do. At or below
     * DISPATCH_LEVEL.
     *
     * @param readOperation true for device to memory
     * @param dmaOperation false for programmed I/O
     */
    public void flushIoBuffers(Mdl mdl, boolean readOperation, boolean dmaOperation) {
        processor.requireAtMost(Irql.DISPATCH_LEVEL, "KeFlushIoBuffers");
        watch.flushes(mdl, readOperation, dmaOperation);
        if (dmaOperation) {
            long va = mdl.startVa() + mdl.byteOffset();
            cache.beforeDma(mdl, va, Integer.toUnsignedLong(mdl.byteCount()), readOperation);
        }
    }

    /** A component of the kernel has done for a driver what {@link #flushIoBuffers} does. */
    public void flushedIoBuffers(Mdl mdl, boolean readOperation) {
        watch.flushes(mdl, readOperation, true);
    }

    // Device queues

    /** KeInitializeDeviceQueue. Any IRQL. */
    public KdeviceQueue initializeDeviceQueue() {
        return new Fields.DeviceQueue(processor.newAddress(0x28));
    }

    /** An entry for a request of the driver's own. Any IRQL. */
    public KdeviceQueueEntry initializeDeviceQueueEntry(Object containingRecord) {
        return new Fields.DeviceQueueEntry(processor.newAddress(0x18), containingRecord);
    }

    /**
     * KeInsertDeviceQueue: false if the queue was idle; it is busy now and the entry is not queued.
     * At DISPATCH_LEVEL.
     */
    public boolean insertDeviceQueue(KdeviceQueue queue, KdeviceQueueEntry entry) {
        processor.requireExactly(Irql.DISPATCH_LEVEL, "KeInsertDeviceQueue");
        return DeviceQueues.insert(queue, entry);
    }

    /**
     * KeInsertByKeyDeviceQueue: as {@link #insertDeviceQueue}, in ascending order of unsigned keys.
     */
    public boolean insertByKeyDeviceQueue(
            KdeviceQueue queue, KdeviceQueueEntry entry, int sortKey) {
        processor.requireExactly(Irql.DISPATCH_LEVEL, "KeInsertByKeyDeviceQueue");
        return DeviceQueues.insertByKey(queue, entry, sortKey);
    }

    /** KeRemoveDeviceQueue: the first entry, or null; the queue is idle then. At DISPATCH_LEVEL. */
    public @Nullable KdeviceQueueEntry removeDeviceQueue(KdeviceQueue queue) {
        processor.requireExactly(Irql.DISPATCH_LEVEL, "KeRemoveDeviceQueue");
        return DeviceQueues.remove(queue);
    }

    /**
     * KeRemoveByKeyDeviceQueue: the first entry at or behind a key, else the first one. At
     * DISPATCH_LEVEL.
     */
    public @Nullable KdeviceQueueEntry removeByKeyDeviceQueue(KdeviceQueue queue, int sortKey) {
        processor.requireExactly(Irql.DISPATCH_LEVEL, "KeRemoveByKeyDeviceQueue");
        return DeviceQueues.removeByKey(queue, sortKey);
    }

    /**
     * KeRemoveByKeyDeviceQueueIfBusy: as {@link #removeByKeyDeviceQueue}, but null and nothing done
     * if the queue is idle. At DISPATCH_LEVEL.
     */
    public @Nullable KdeviceQueueEntry removeByKeyDeviceQueueIfBusy(
            KdeviceQueue queue, int sortKey) {
        processor.requireExactly(Irql.DISPATCH_LEVEL, "KeRemoveByKeyDeviceQueueIfBusy");
        return queue.busy() ? DeviceQueues.removeByKey(queue, sortKey) : null;
    }

    /** KeRemoveEntryDeviceQueue: false if it was not queued. At or below DISPATCH_LEVEL. */
    public boolean removeEntryDeviceQueue(KdeviceQueue queue, KdeviceQueueEntry entry) {
        processor.requireAtMost(Irql.DISPATCH_LEVEL, "KeRemoveEntryDeviceQueue");
        return DeviceQueues.removeEntry(queue, entry);
    }

    // Threads

    /** PsCreateSystemThread: a thread of a priority 1..31, ready to run. At PASSIVE_LEVEL. */
    public Kthread createSystemThread(
            String name, int priority, StartRoutine routine, @Nullable Object startContext) {
        processor.requireExactly(Irql.PASSIVE_LEVEL, "PsCreateSystemThread");
        if (priority < 1 || priority > 31) {
            throw new IllegalArgumentException("priority %d is not in 1..31".formatted(priority));
        }
        return queueSystemThread(name, priority, routine, startContext);
    }

    /**
     * As {@link #createSystemThread}, for the kernel's own threads, which anybody may cause. Any
     * IRQL.
     */
    public Kthread queueSystemThread(
            String name, int priority, StartRoutine routine, @Nullable Object startContext) {
        Kthread thread = processor.scheduler.create(name, priority, routine, startContext);
        if (processor.irql() < Irql.DISPATCH_LEVEL) {
            processor.interruptPoint();
        }
        return thread;
    }

    /** KeGetCurrentThread. Any IRQL. */
    public Kthread getCurrentThread() {
        return processor.scheduler.current();
    }

    /**
     * Calls {@code body} from outside as a thread at PASSIVE_LEVEL; whatever ends it, the IRQL is
     * PASSIVE_LEVEL again.
     */
    public <T extends @Nullable Object, E extends Exception> T run(
            String name, MainThread<T, E> body) throws E {
        processor.requireExactly(Irql.PASSIVE_LEVEL, "a thread from outside");
        return processor.scheduler.runOutside(name, body);
    }

    /** Ends all threads and lets go of all interrupt lines. */
    public void close() {
        processor.scheduler.close();
        processor.lines.close();
    }

    // What people see

    /** A system address for a structure of so many bytes that lives in Java fields. */
    public long newObjectAddress(int size) {
        return processor.newAddress(size);
    }

    /** How many calls of service routines there were. */
    public long interruptCount() {
        return processor.lines.count();
    }

    /** How many DPCs ran. */
    public long dpcCount() {
        return processor.dpcs.count();
    }

    /** What the kernel did that people should know, such as masking an interrupt line. */
    public List<String> reports() {
        return List.copyOf(processor.reports);
    }

    /** Adds to {@link #reports}; for the kernel's components and for drivers, as DbgPrint. */
    public void report(String what) {
        processor.reports.add(what);
    }
}
