package dev.dreq.plugin.pci;

import dev.dreq.plugin.dma.AddressSpace;
import dev.dreq.plugin.io.InterruptLine;
import dev.dreq.plugin.io.IoHandler;
import dev.dreq.plugin.time.Clock;
import java.nio.ByteBuffer;

/**
 * What a PCI function can reach. Where its windows lie, how its interrupt is routed and whether it
 * may master the bus is the guest's choice, and nothing that the function sees, except as accesses
 * that come or fail.
 */
public interface PciSlot {

    /** The name of this device on its machine, such as {@code display0}. */
    String name();

    /** Decodes the window of a base address register that the function asked for. */
    void map(int bar, IoHandler handler);

    /**
     * Backs the window of a base address register with memory, at most 1 GiB, which the guest then
     * reaches without the function.
     *
     * @return that memory, little-endian, zero; the machine saves it, and a restored function gets
     *     it as it was
     */
    ByteBuffer mapMemory(int bar);

    /**
     * The function's interrupt: its INTx pin, or a message at each rise once the guest has enabled
     * MSI. Low on a function that has neither.
     */
    InterruptLine interrupt();

    /**
     * Memory, with each access attributed to this function. Every access answers {@link
     * dev.dreq.plugin.dma.BusStatus#DISABLED} while the guest has Bus Master Enable clear.
     */
    AddressSpace busMaster();

    /**
     * Ends the register access in progress as a target abort: the processor reads all ones, a write
     * is lost. Of an access that reaches the function in pieces it ends one piece. Does nothing
     * outside of an access.
     */
    void targetAbort();

    /** Virtual time. */
    Clock clock();

    /**
     * Reports something that a well-behaved guest would not do. It is counted and traced; nothing
     * else happens.
     */
    void guestError(String what);
}
