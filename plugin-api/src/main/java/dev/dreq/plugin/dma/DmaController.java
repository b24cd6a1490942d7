package dev.dreq.plugin.dma;

import dev.dreq.plugin.Experimental;

/** A system DMA controller, as the ISA bus sees it. */
@Experimental("only an 8237 has been plugged in so far")
@FunctionalInterface
public interface DmaController {

    /** The level of a channel's DREQ changed. It runs as a signal, never inside another handler. */
    void requestChanged(int channel, boolean dreq);
}
