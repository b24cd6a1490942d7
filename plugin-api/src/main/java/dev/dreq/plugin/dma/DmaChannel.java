package dev.dreq.plugin.dma;

/** The DREQ wire of a slave. */
public interface DmaChannel {

    /** Drives DREQ. The controller answers after the running handler has returned. */
    void request(boolean dreq);
}
