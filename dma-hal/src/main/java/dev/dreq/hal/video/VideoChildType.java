package dev.dreq.hal.video;

/** VIDEO_CHILD_TYPE. */
public enum VideoChildType {
    Monitor(1),
    NonPrimaryChip(2),
    VideoChip(3),
    Other(4);

    private final int value;

    VideoChildType(int value) {
        this.value = value;
    }

    /** The number in video.h. */
    public int value() {
        return value;
    }
}
