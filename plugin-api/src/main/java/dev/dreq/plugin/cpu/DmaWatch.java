package dev.dreq.plugin.cpu;

import dev.dreq.plugin.Experimental;
import dev.dreq.plugin.dma.DmaDirection;
import org.jspecify.annotations.Nullable;

/** Sees every DMA access to memory before it happens, and may refuse it, as an IOMMU would. */
@Experimental("sees and refuses, but does not remap as an IOMMU does")
public interface DmaWatch extends CpuBusCapability {

    /** Names who is asked, {@code null} for nobody. */
    void watch(@Nullable Watcher watcher);

    /** Asked before each DMA access. It must not access the machine. */
    @FunctionalInterface
    interface Watcher {

        /**
         * Tells whether an access may go on.
         *
         * @param device the name of the device instance that masters the access, or of the slave it
         *     serves
         * @param address first byte, as the device sees memory
         * @param length in bytes
         */
        boolean allows(String device, long address, long length, DmaDirection direction);
    }
}
