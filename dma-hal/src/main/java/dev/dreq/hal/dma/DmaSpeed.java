package dev.dreq.hal.dma;

/**
 * DMA_SPEED: the timing of a slave's transfers. The 8237 knows only {@link #Compatible}; the others
 * run as that.
 */
public enum DmaSpeed {
    Compatible(0),
    TypeA(1),
    TypeB(2),
    TypeC(3),
    TypeF(4),
    MaximumDmaSpeed(5);

    private final int value;

    DmaSpeed(int value) {
        this.value = value;
    }

    /** The number in wdm.h. */
    public int value() {
        return value;
    }
}
