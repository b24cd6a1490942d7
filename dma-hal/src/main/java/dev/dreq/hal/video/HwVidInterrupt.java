package dev.dreq.hal.video;

/** HwVidInterrupt, the ISR. Called at DIRQL; may call only what {@link VideoPort} says. */
@FunctionalInterface
public interface HwVidInterrupt {

    /** Returns false if the device did not interrupt; else dismisses the interrupt. */
    boolean interrupt(Object hwDeviceExtension);
}
