package dev.dreq.plugin.cpu;

/** Takes note of an interrupt. It runs inside the machine and must not access it. */
@FunctionalInterface
public interface InterruptListener {

    /** Input {@code number} rose, or a message with vector {@code number} arrived. */
    void raised(int number);
}
