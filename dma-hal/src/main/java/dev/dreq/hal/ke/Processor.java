package dev.dreq.hal.ke;

import dev.dreq.hal.trace.KernelTrace;
import dev.dreq.plugin.cpu.CpuBus;
import java.util.ArrayList;
import java.util.List;

/**
 * The one processor: its IRQL, and the interrupt point at which lines, timers, DPCs and other
 * threads get their turn.
 */
final class Processor {
    /** So many DPCs without a thread running is a driver that queues its own DPC for ever. */
    private static final int DPC_LIMIT = 1_000_000;

    final CpuBus bus;
    final KernelTrace trace;
    final DpcQueue dpcs;
    final TimerQueue timers;
    final InterruptLines lines;
    final Scheduler scheduler;

    /** What the kernel did that people should know. */
    final List<String> reports = new ArrayList<>();

    private final List<KspinLock> heldLocks = new ArrayList<>();
    private int irql = Irql.PASSIVE_LEVEL;
    private long nextAddress = 0xFFFF_FA80_0000_0000L;

    Processor(CpuBus bus) {
        this.bus = bus;
        this.trace = new KernelTrace(bus);
        this.dpcs = new DpcQueue();
        this.timers = new TimerQueue(dpcs);
        this.lines = new InterruptLines(this);
        this.scheduler = new Scheduler(this);
    }

    int irql() {
        return irql;
    }

    /** Changes the IRQL and nothing else; whoever lowers it owes an interrupt point. */
    void setIrql(int newIrql) {
        if (newIrql != irql) {
            trace.irql(irql, newIrql);
        }
        irql = newIrql;
    }

    void takeLock(KspinLock lock) {
        lock.setHeld(true);
        heldLocks.add(lock);
    }

    void freeLock(KspinLock lock) {
        lock.setHeld(false);
        heldLocks.remove(lock);
    }

    void requireNoLock(String routine) {
        if (heldLocks.isEmpty()) {
            return;
        }
        KspinLock held = heldLocks.get(heldLocks.size() - 1);
        throw new BugCheck(
                BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION,
                held.address(),
                irql,
                0,
                0,
                ("%s was called while spin lock '%s' is held, which whoever it calls may want;"
                                + " release it first")
                        .formatted(routine, held.name()));
    }

    /** Whatever broke off, a thread starts at PASSIVE_LEVEL and without locks. */
    void recover() {
        setIrql(Irql.PASSIVE_LEVEL);
        heldLocks.forEach(lock -> lock.setHeld(false));
        heldLocks.clear();
    }

    long newAddress(int size) {
        long address = nextAddress;
        nextAddress += (size + 15L) & ~15L;
        return address;
    }

    void requireAtMost(int highest, String routine) {
        if (irql > highest) {
            throw wrongIrql(routine, "at or below " + Irql.name(highest));
        }
    }

    void requireExactly(int required, String routine) {
        if (irql != required) {
            throw wrongIrql(routine, "at " + Irql.name(required));
        }
    }

    private BugCheck wrongIrql(String routine, String required) {
        return new BugCheck(
                BugCheckCode.IRQL_NOT_LESS_OR_EQUAL,
                0,
                irql,
                0,
                0,
                "%s was called at %s; call it %s".formatted(routine, Irql.name(irql), required));
    }

    /**
     * Calls {@code body} at {@code level}, which is at or above the present one, and comes back
     * from it.
     */
    void runAt(int level, String who, Runnable body) {
        int old = irql;
        setIrql(level);
        try {
            body.run();
            checkUnchanged(level, who);
        } catch (StatusException e) {
            throw e.unhandledBy(who);
        } finally {
            setIrql(old);
        }
    }

    /** A routine must return at the level at which it was entered. */
    void checkUnchanged(int entered, String who) {
        if (irql != entered) {
            throw new BugCheck(
                    BugCheckCode.IRQL_UNEXPECTED_VALUE,
                    irql,
                    entered,
                    0,
                    0,
                    "%s was entered at %s and returned at %s; lower what you raise"
                            .formatted(who, Irql.name(entered), Irql.name(irql)));
        }
    }

    /**
     * Takes the interrupts that the IRQL lets through; below DISPATCH_LEVEL also timers, DPCs, a
     * better thread.
     */
    void interruptPoint() {
        lines.deliver();
        if (irql < Irql.DISPATCH_LEVEL) {
            softwareInterrupts();
            scheduler.preempt();
        }
    }

    private void softwareInterrupts() {
        int run = 0;
        while (true) {
            long now = timers.isEmpty() && !scheduler.hasTimeouts() ? Long.MIN_VALUE : bus.now();
            timers.expire(now, scheduler);
            scheduler.expireWaits(now);
            if (dpcs.isEmpty()) {
                return;
            }
            if (++run > DPC_LIMIT) {
                throw new BugCheck(
                        BugCheckCode.DPC_WATCHDOG_VIOLATION,
                        1,
                        run,
                        DPC_LIMIT,
                        0,
                        ("%d DPCs ran and more are queued, so no thread ever runs; do not"
                                        + " queue a DPC from itself")
                                .formatted(DPC_LIMIT));
            }
            runAt(Irql.DISPATCH_LEVEL, "a DPC", () -> dpcs.runNext(trace));
            lines.deliver();
        }
    }
}
