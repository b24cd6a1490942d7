package dev.dreq.plugin.dma;

/** The slave's end of a DMA channel. */
@FunctionalInterface
public interface DmaSlave {

    /**
     * DACK: the controller serves the request. The slave gives or takes bytes in order.
     *
     * @return the bytes moved, 0..{@code burst.length()}; fewer than offered means that DREQ fell
     *     behind the last of them. On a 16-bit channel the number is even.
     */
    int transfer(DmaBurst burst);
}
