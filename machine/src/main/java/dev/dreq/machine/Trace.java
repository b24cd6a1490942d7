package dev.dreq.machine;

import dev.dreq.plugin.dma.BusStatus;
import dev.dreq.plugin.dma.DmaDirection;

/**
 * Sees what happens on a machine, while it happens. It takes note and returns; it may ask {@link
 * Machine#now}, must not access the machine otherwise, and must not throw. Each method does nothing
 * unless it is overridden.
 */
public interface Trace {

    /** Sees nothing. */
    Trace OFF = new Trace() {};

    /**
     * A device's register was read.
     *
     * @param register its declared name; empty if there is none
     * @param offset from the start of the window
     */
    default void registerRead(
            String device, String window, String register, long offset, int size, long value) {}

    /** A device's register was written; otherwise as {@link #registerRead}. */
    default void registerWrite(
            String device, String window, String register, long offset, int size, long value) {}

    /**
     * A device moved {@code moved} bytes of memory from {@code address} on, of {@code length} that
     * it asked for.
     *
     * @param channel through which the DMA controller moved them for it; -1 for a bus master
     */
    default void dma(
            String device,
            int channel,
            long address,
            int length,
            DmaDirection direction,
            int moved,
            BusStatus status) {}

    /** A channel's DREQ changed. */
    default void dreq(String device, int channel, boolean level) {}

    /**
     * An interrupt input changed, as the processor sees it.
     *
     * @param device the ISA card that has the line; empty for a line of the PCI bus
     */
    default void interrupt(String device, int input, boolean level) {}

    /**
     * A PCI function raised its interrupt. What comes of it, if anything, is {@link #interrupt} or
     * {@link #message}, which name no function.
     */
    default void functionInterrupt(String device) {}

    /** An interrupt message arrived at the processor. */
    default void message(int vector) {}

    /** A device reported something that a well-behaved guest would not do. */
    default void guestError(String device, String what) {}

    /** A device's code threw; the device is cut off. */
    default void fault(String device, Throwable reason) {}

    /** A device was pulled out of its slot. */
    default void unplugged(String device) {}

    /** A device was put into a slot while the machine runs, and made. */
    default void plugged(String device) {}

    /**
     * A PCI function ended an access of software to its registers with a target abort; otherwise as
     * {@link #registerRead}.
     */
    default void targetAborted(
            String device, String window, String register, long offset, int size, boolean write) {}
}
