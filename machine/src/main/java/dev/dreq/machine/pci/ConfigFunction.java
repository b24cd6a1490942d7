package dev.dreq.machine.pci;

/** A function as the bus sees it: what answers configuration cycles. */
interface ConfigFunction {

    /** Whether there is something in the slot to answer. */
    boolean isPresent();

    /** Its configuration space. */
    ConfigSpace config();

    /** Software has written into the configuration space. */
    void configured();
}
