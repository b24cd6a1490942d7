package dev.dreq.plugin.dma;

/** A system DMA controller, as the ISA bus sees it. */
@FunctionalInterface
public interface DmaController {

    /** The level of a channel's DREQ changed. It runs as a signal, never inside another handler. */
    void requestChanged(int channel, boolean dreq);
}
