package dev.dreq.hal.dma;

/** DMA_WIDTH: how much a slave moves at a time. */
public enum DmaWidth {
    Width8Bits(0),
    Width16Bits(1),
    Width32Bits(2),
    Width64Bits(3),
    WidthNoWrap(4),
    MaximumDmaWidth(5);

    private final int value;

    DmaWidth(int value) {
        this.value = value;
    }

    /** The number in wdm.h. */
    public int value() {
        return value;
    }
}
