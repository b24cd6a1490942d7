package dev.dreq.hal.trace;

/** What happens to map registers. */
public enum RegisterAction {
    /** They are granted. */
    ALLOCATED("allocated"),
    /** There are too few; whoever asked waits. */
    AWAITED("awaited"),
    /** They are given back. */
    RELEASED("released");

    private final String word;

    RegisterAction(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
