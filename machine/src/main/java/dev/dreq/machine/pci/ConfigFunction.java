package dev.dreq.machine.pci;

/** A function as the bus sees it: what answers configuration cycles. */
interface ConfigFunction {

    /** Its configuration space. */
    ConfigSpace config();

    /** Software has written into the configuration space. */
    void configured();
}
