package dev.dreq.plugin.dma;

import dev.dreq.plugin.Experimental;

/** The ISA bus as the DMA controller sees it. Channels are 0..7. */
@Experimental("only an 8237 has been plugged in so far")
public interface DmaBackplane {

    /** The level of a channel's DREQ; low where there is no slave. */
    boolean requested(int channel);

    /**
     * Acknowledges a channel: the slave moves what it can of the burst.
     *
     * @return the bytes moved; 0 where there is no slave. Less than offered means that DREQ fell.
     */
    int acknowledge(int channel, DmaBurst burst);

    /** Memory, with each access attributed to the slave of {@code channel}. */
    AddressSpace memory(int channel);
}
