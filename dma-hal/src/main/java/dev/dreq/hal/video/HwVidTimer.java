package dev.dreq.hal.video;

/** HwVidTimer. Called at DISPATCH_LEVEL once a second while the timer runs. */
@FunctionalInterface
public interface HwVidTimer {

    /** Polls the device. */
    void timer(Object hwDeviceExtension);
}
