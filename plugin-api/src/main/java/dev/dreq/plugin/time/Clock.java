package dev.dreq.plugin.time;

/** Virtual time as a device sees it. */
public interface Clock {

    /** Nanoseconds since the machine was made. */
    long now();

    /**
     * Makes a timer of this device. Its deadline is saved and restored by the machine under its
     * name.
     *
     * @param name unique within the device
     * @param action runs on the machine's owner thread at the deadline
     */
    Timer timer(String name, Runnable action);
}
