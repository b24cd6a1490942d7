package dev.dreq.hal.video;

/** DMA_FLAGS of the obsolete DMA calls. */
public enum DmaFlags {
    VideoPortUnlockAfterDma(1),
    VideoPortKeepPagesLocked(2),
    VideoPortDmaInitOnly(3);

    private final int value;

    DmaFlags(int value) {
        this.value = value;
    }

    /** The number in video.h. */
    public int value() {
        return value;
    }
}
