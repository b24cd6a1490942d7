package dev.dreq.hal.video;

/** VIDEO_POWER_STATE. */
public enum VideoPowerState {
    VideoPowerOn(1),
    VideoPowerStandBy(2),
    VideoPowerSuspend(3),
    VideoPowerOff(4),
    VideoPowerHibernate(5),
    VideoPowerShutdown(6);

    private final int value;

    VideoPowerState(int value) {
        this.value = value;
    }

    /** The number in video.h. */
    public int value() {
        return value;
    }
}
