package dev.dreq.hal.video;

/** HwVidSetPowerState. Called at PASSIVE_LEVEL. */
@FunctionalInterface
public interface HwVidSetPowerState {

    /** Sets the power state of the adapter, or of a child by its identifier. */
    VpStatus setPowerState(Object hwDeviceExtension, int hwId, VideoPowerState videoPowerControl);
}
