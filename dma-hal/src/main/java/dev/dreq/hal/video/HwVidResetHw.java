package dev.dreq.hal.video;

/** HwVidResetHw. Called at any IRQL; may only access ports and registers. */
@FunctionalInterface
public interface HwVidResetHw {

    /**
     * Stops the DMA engines and sets a text mode, or leaves that to the caller.
     *
     * @return whether the text mode is set; false for the VGA BIOS to do it
     */
    boolean resetHw(Object hwDeviceExtension, int columns, int rows);
}
