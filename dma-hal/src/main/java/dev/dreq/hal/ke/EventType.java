package dev.dreq.hal.ke;

/** EVENT_TYPE, also TIMER_TYPE: whom a signal wakes. */
public enum EventType {
    /** Every waiter, until it is reset. */
    NotificationEvent,
    /** One waiter, then it resets itself. */
    SynchronizationEvent
}
