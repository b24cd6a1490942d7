package dev.dreq.hal.video;

/** HwVidInitialize. Called at PASSIVE_LEVEL when the device is first opened. */
@FunctionalInterface
public interface HwVidInitialize {

    /** Returns whether the device can be used. */
    boolean initialize(Object hwDeviceExtension);
}
