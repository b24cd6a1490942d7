package dev.dreq.plugin.dma;

import java.nio.ByteBuffer;

/**
 * What a controller offers a slave while it acknowledges the slave's request: so many bytes, one
 * after the other. Valid during {@link DmaSlave#transfer} only.
 */
public interface DmaBurst {

    /** Bytes offered, at least 1. */
    int length();

    /**
     * Whether the last byte offered is the channel's last: the slave sees TC together with that
     * byte.
     */
    boolean terminalCount();

    /** Which way the controller has been programmed to move data. */
    DmaDirection direction();

    /**
     * Gives bytes to memory: the buffer's remaining ones, at most what is left of the burst. When
     * the controller was programmed for another direction they are counted, and lost.
     */
    void give(ByteBuffer source);

    /**
     * Takes bytes from memory into the buffer's remaining room, at most what is left of the burst.
     * When the controller was programmed for another direction they are counted, and the buffer's
     * content stays.
     */
    void take(ByteBuffer target);
}
