package dev.dreq.hal.video;

/** VIDEO_SYNCHRONIZE_PRIORITY: what a synchronized routine excludes. */
public enum VideoSynchronizePriority {
    /** DPCs and threads. */
    VpLowPriority(0),
    /** Also the device's ISR. */
    VpMediumPriority(1),
    /** Also the device's ISR. */
    VpHighPriority(2);

    private final int value;

    VideoSynchronizePriority(int value) {
        this.value = value;
    }

    /** The number in video.h. */
    public int value() {
        return value;
    }
}
