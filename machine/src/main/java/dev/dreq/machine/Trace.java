package dev.dreq.machine;

import dev.dreq.plugin.dma.BusStatus;
import dev.dreq.plugin.dma.DmaDirection;

/**
 * Sees what happens on a machine, while it happens. It takes note and returns; it must not access
 * the machine and must not throw. Each method does nothing unless it is overridden.
 */
public interface Trace {

    /** Sees nothing. */
    Trace OFF = new Trace() {};

    /** A device's register was read. {@code offset} is from the start of the window. */
    default void registerRead(String device, String window, long offset, int size, long value) {}

    /** A device's register was written. {@code offset} is from the start of the window. */
    default void registerWrite(String device, String window, long offset, int size, long value) {}

    /**
     * A device moved {@code moved} bytes of memory from {@code address} on, of {@code length} that
     * it asked for.
     */
    default void dma(
            String device,
            long address,
            int length,
            DmaDirection direction,
            int moved,
            BusStatus status) {}

    /** A channel's DREQ changed. */
    default void dreq(int channel, boolean level) {}

    /** An interrupt input changed, as the processor sees it. */
    default void interrupt(int input, boolean level) {}

    /** A device reported something that a well-behaved guest would not do. */
    default void guestError(String device, String what) {}

    /** A device's code threw; the device is cut off. */
    default void fault(String device, Throwable reason) {}

    /** A device was pulled out of its slot. */
    default void unplugged(String device) {}
}
