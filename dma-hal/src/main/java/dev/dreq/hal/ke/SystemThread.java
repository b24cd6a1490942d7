package dev.dreq.hal.ke;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** A thread of the kernel: a Java thread that runs while it holds the baton. */
final class SystemThread extends Fields.Header implements Kthread {
    enum State {
        READY,
        RUNNING,
        WAITING,
        TERMINATED
    }

    final Semaphore baton = new Semaphore(0);
    final int priority;
    State state = State.READY;
    @Nullable Thread javaThread;
    boolean killed;

    /** On whose behalf it runs, while it does not. */
    @Nullable SystemObject subject;

    @Nullable DispatcherObject waitsFor;
    NtStatus waitStatus = NtStatus.STATUS_SUCCESS;
    long waitDeadline;
    long waitsSince;

    SystemThread(long address, String name, int priority) {
        super(address, name, false);
        this.priority = priority;
    }

    @Override
    public int priority() {
        return priority;
    }

    @Override
    public String toString() {
        return "thread '" + name() + "'";
    }

    /**
     * Ends a thread from inside, when its kernel is closed. Not an Exception, so that drivers do
     * not catch it.
     */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("the kernel was closed", null, false, false);
        }
    }
}
