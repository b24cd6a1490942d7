package dev.dreq.tools.drivers.display;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.mm.Pulong;
import dev.dreq.hal.video.VideoPort;
import org.jspecify.annotations.Nullable;

/** The device extension: the miniport's data of one adapter. */
final class DisplayExtension {
    final Kernel kernel;
    final VideoPort video;
    final DisplayOptions options;
    final DisplayCounters counters = new DisplayCounters();

    /** What VideoPortStartDma is asked for, and what it answers. */
    final Pulong length;

    private @Nullable DisplayHardware hardware;

    /** The request that is worked on, for the DPC and the timer. */
    @Nullable RectangleTransfer transfer;

    /** What the ISR has seen of STATUS and the DPC has not. Touched at DIRQL only. */
    private int latchedStatus;

    DisplayExtension(Kernel kernel, DisplayOptions options) {
        this.kernel = kernel;
        this.video = kernel.videoPort();
        this.options = options;
        this.length = kernel.mm().newUlong(0);
    }

    static DisplayExtension of(Object hwDeviceExtension) {
        return (DisplayExtension) hwDeviceExtension;
    }

    /** What HwVidFindAdapter found; no other entry point is called before. */
    DisplayHardware hardware() {
        DisplayHardware found = hardware;
        if (found == null) {
            throw new IllegalStateException("HwVidFindAdapter has not found the adapter");
        }
        return found;
    }

    void found(DisplayHardware newHardware) {
        hardware = newHardware;
    }

    void latch(int status) {
        latchedStatus |= status;
    }

    int takeLatched() {
        int status = latchedStatus;
        latchedStatus = 0;
        return status;
    }
}
