package dev.dreq.hal.ke;

/** KTHREAD: a system thread; signaled when it has ended. */
public interface Kthread extends DispatcherObject {

    /** 1..31; the highest ready one runs, equal ones in the order in which they became ready. */
    int priority();
}
