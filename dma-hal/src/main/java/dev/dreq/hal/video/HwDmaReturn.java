package dev.dreq.hal.video;

/** HW_DMA_RETURN, of a routine that nobody calls any more. */
public enum HwDmaReturn {
    DmaAsyncReturn(0),
    DmaSyncReturn(1);

    private final int value;

    HwDmaReturn(int value) {
        this.value = value;
    }

    /** The number in video.h. */
    public int value() {
        return value;
    }
}
