package dev.dreq.hal.pci;

/**
 * An entry of a function's capability list.
 *
 * @param id what it is, such as 5 for MSI
 * @param offset where in configuration space, 40..FC
 */
public record PciCapability(int id, int offset) {
    /** Message signaled interrupts. */
    public static final int MSI = 0x05;
}
