package dev.dreq.hal.video;

/** HwVidGetPowerState. Called at PASSIVE_LEVEL. */
@FunctionalInterface
public interface HwVidGetPowerState {

    /** Says whether a power state is supported: NO_ERROR, ERROR_DEV_NOT_EXIST or another error. */
    VpStatus getPowerState(Object hwDeviceExtension, int hwId, VideoPowerState videoPowerControl);
}
