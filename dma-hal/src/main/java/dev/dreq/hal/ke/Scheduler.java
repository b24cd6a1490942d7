package dev.dreq.hal.ke;

import dev.dreq.plugin.cpu.CpuBus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides which thread holds the baton: the ready one of the highest priority, equal ones first
 * come, first served. The thread that calls from outside is one of them, and gets to know when
 * another one breaks or all wait for ever.
 */
final class Scheduler {
    private static final int PRIORITIES = 32;
    private static final int NORMAL_PRIORITY = 8;

    private final Processor processor;
    private final List<ArrayDeque<SystemThread>> ready = new ArrayList<>(PRIORITIES);
    private final List<SystemThread> waiting = new ArrayList<>();
    private final List<SystemThread> threads = new ArrayList<>();
    private final SystemThread outside;

    private SystemThread current;
    private @Nullable Throwable crash;

    Scheduler(Processor processor) {
        this.processor = processor;
        for (int priority = 0; priority < PRIORITIES; priority++) {
            ready.add(new ArrayDeque<>());
        }
        outside = new SystemThread(processor.newAddress(0x600), "main", NORMAL_PRIORITY);
        outside.state = SystemThread.State.RUNNING;
        current = outside;
    }

    SystemThread current() {
        return current;
    }

    /**
     * Lets the outside thread call {@code body}; whatever ends that, it is at PASSIVE_LEVEL again.
     */
    <T extends @Nullable Object, E extends Exception> T runOutside(
            String name, MainThread<T, E> body) throws E {
        outside.rename(name);
        try {
            T result = body.run();
            processor.checkUnchanged(Irql.PASSIVE_LEVEL, outside.toString());
            return result;
        } finally {
            processor.recover();
        }
    }

    SystemThread create(String name, int priority, StartRoutine routine, @Nullable Object context) {
        SystemThread thread = new SystemThread(processor.newAddress(0x600), name, priority);
        thread.subject = processor.trace.subject();
        Thread java = new Thread(() -> live(thread, routine, context), name);
        java.setDaemon(true);
        thread.javaThread = java;
        threads.add(thread);
        makeReady(thread);
        return thread;
    }

    /** Waits until {@code object} is signaled or {@code deadline}, in nanoseconds, is reached. */
    NtStatus waitFor(DispatcherObject object, long deadline, boolean onlyLook) {
        if (object.signalState() > 0) {
            satisfy(object);
            return NtStatus.STATUS_SUCCESS;
        }
        if (onlyLook) {
            return NtStatus.STATUS_TIMEOUT;
        }
        SystemThread me = current;
        if (me.killed) {
            throw new SystemThread.Killed();
        }
        me.waitsFor = object;
        me.waitDeadline = deadline;
        me.waitsSince = processor.bus.now();
        me.state = SystemThread.State.WAITING;
        waiting.add(me);
        try {
            giveUpBaton(me);
        } finally {
            waiting.remove(me);
            me.waitsFor = null;
            me.state = SystemThread.State.RUNNING;
        }
        return me.waitStatus;
    }

    private static void satisfy(DispatcherObject object) {
        if (object.synchronization()) {
            object.setSignalState(0);
        }
    }

    /** Signals an object and readies whom that wakes. */
    void signal(DispatcherObject object) {
        object.setSignalState(1);
        for (int i = 0; i < waiting.size() && object.signalState() > 0; ) {
            SystemThread thread = waiting.get(i);
            if (thread.waitsFor == object) {
                satisfy(object);
                waiting.remove(i);
                endWait(thread, NtStatus.STATUS_SUCCESS);
            } else {
                i++;
            }
        }
    }

    private void endWait(SystemThread thread, NtStatus status) {
        thread.waitStatus = status;
        makeReady(thread);
    }

    private void makeReady(SystemThread thread) {
        thread.state = SystemThread.State.READY;
        ready.get(thread.priority).addLast(thread);
    }

    boolean hasTimeouts() {
        return earliestTimeout() != Long.MAX_VALUE;
    }

    private long earliestTimeout() {
        long earliest = Long.MAX_VALUE;
        for (int i = 0; i < waiting.size(); i++) {
            earliest = Math.min(earliest, waiting.get(i).waitDeadline);
        }
        return earliest;
    }

    void expireWaits(long now) {
        for (int i = 0; i < waiting.size(); ) {
            SystemThread thread = waiting.get(i);
            if (thread.waitDeadline <= now) {
                waiting.remove(i);
                endWait(thread, NtStatus.STATUS_TIMEOUT);
            } else {
                i++;
            }
        }
    }

    /** Lets a ready thread of a higher priority run. Below DISPATCH_LEVEL. */
    void preempt() {
        SystemThread me = current;
        if (me.state != SystemThread.State.RUNNING || me.killed || highestReady() <= me.priority) {
            return;
        }
        me.state = SystemThread.State.READY;
        ready.get(me.priority).addFirst(me);
        giveUpBaton(me);
    }

    private int highestReady() {
        int priority = PRIORITIES - 1;
        while (priority >= 0 && ready.get(priority).isEmpty()) {
            priority--;
        }
        return priority;
    }

    /**
     * Hands the baton on and returns when it comes back; the caller has said by its state when that
     * may be.
     */
    private void giveUpBaton(SystemThread me) {
        int irql = processor.irql();
        me.subject = processor.trace.enter(null);
        SystemThread next = awaitReady(me);
        if (next != me) {
            next.state = SystemThread.State.RUNNING;
            hand(next);
            me.baton.acquireUninterruptibly();
        }
        me.state = SystemThread.State.RUNNING;
        current = me;
        processor.setIrql(irql);
        if (me.killed) {
            throw new SystemThread.Killed();
        }
        if (me == outside) {
            throwCrash();
        }
        processor.trace.enter(me.subject);
    }

    /** The next thread to run; lets time pass until there is one. */
    private SystemThread awaitReady(SystemThread me) {
        while (true) {
            try {
                int priority = highestReady();
                if (priority >= 0) {
                    return ready.get(priority).removeFirst();
                }
                processor.interruptPoint();
                if (highestReady() < 0) {
                    idle();
                }
            } catch (RuntimeException | Error e) {
                if (me == outside) {
                    throw e;
                }
                return toOutside(e);
            }
        }
    }

    private void idle() {
        long deadline = Math.min(processor.timers.earliest(), earliestTimeout());
        CpuBus.Idle reason = processor.bus.idle(deadline);
        if (reason == CpuBus.Idle.NEVER) {
            throw new KernelHang(processor.bus.now(), describeWaits());
        }
    }

    private List<String> describeWaits() {
        List<String> waits = new ArrayList<>();
        for (SystemThread thread : waiting) {
            waits.add(
                    "%s waits for %s since %d ns"
                            .formatted(thread, thread.waitsFor, thread.waitsSince));
        }
        return waits;
    }

    /** Makes the outside thread the next one, which then throws {@code reason}. */
    private SystemThread toOutside(Throwable reason) {
        crash = reason;
        waiting.remove(outside);
        ready.get(outside.priority).remove(outside);
        return outside;
    }

    private void throwCrash() {
        Throwable reason = crash;
        crash = null;
        if (reason instanceof Error error) {
            throw error;
        }
        if (reason instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private void hand(SystemThread next) {
        current = next;
        Thread java = next.javaThread;
        if (java != null && java.getState() == Thread.State.NEW) {
            java.start();
        }
        next.baton.release();
    }

    /** The life of a Java thread of ours. */
    private void live(SystemThread me, StartRoutine routine, @Nullable Object context) {
        me.baton.acquireUninterruptibly();
        SystemThread next;
        try {
            processor.setIrql(Irql.PASSIVE_LEVEL);
            processor.trace.enter(me.subject);
            routine.start(context);
            processor.checkUnchanged(Irql.PASSIVE_LEVEL, me.toString());
            end(me);
            next = me.killed ? outside : awaitReady(me);
        } catch (StatusException e) {
            end(me);
            next = me.killed ? outside : toOutside(e.unhandledBy(me.toString()));
        } catch (RuntimeException | Error e) {
            end(me);
            next = me.killed ? outside : toOutside(e);
        }
        next.state = SystemThread.State.RUNNING;
        hand(next);
    }

    private void end(SystemThread me) {
        me.state = SystemThread.State.TERMINATED;
        threads.remove(me);
        processor.recover();
        signal(me);
    }

    /**
     * Ends every thread but the outside one, which calls this. However a thread takes it, its next
     * step is to hand the baton back.
     */
    void close() {
        if (current != outside) {
            throw new IllegalStateException(
                    "%s cannot close the kernel that it runs on; close it behind Kernel.run"
                            .formatted(current));
        }
        for (SystemThread thread : List.copyOf(threads)) {
            waiting.remove(thread);
            ready.get(thread.priority).remove(thread);
            Thread java = thread.javaThread;
            if (java != null && java.getState() != Thread.State.NEW) {
                thread.killed = true;
                hand(thread);
                outside.baton.acquireUninterruptibly();
                current = outside;
                outside.state = SystemThread.State.RUNNING;
            }
            threads.remove(thread);
        }
        processor.recover();
    }
}
