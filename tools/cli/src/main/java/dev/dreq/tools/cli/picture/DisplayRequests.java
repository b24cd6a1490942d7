package dev.dreq.tools.cli.picture;

import dev.dreq.hal.ke.NtStatus;
import dev.dreq.tools.cli.job.DeviceControls;
import dev.dreq.tools.cli.job.JobFailure;
import dev.dreq.tools.drivers.DriverType;
import dev.dreq.tools.drivers.busmaster.BusMasterDriverType;

/** A display driver, as a program asks it. */
interface DisplayRequests {

    /** The requests that a display driver understands. */
    static DisplayRequests of(DriverType driver, DeviceControls controls) {
        return driver instanceof BusMasterDriverType
                ? new BusMasterRequests(controls)
                : new MiniportRequests(controls);
    }

    /**
     * Sets a mode of {@link PictureMode#BITS_PER_PIXEL}.
     *
     * @param keepsMemory what the screen holds stays there
     */
    NtStatus setMode(int width, int height, boolean keepsMemory) throws JobFailure;

    /**
     * Moves lines between a buffer and the left edge of the screen.
     *
     * @param buffer holds them without gaps
     * @param y the first line on the screen
     * @param width in pixels
     */
    NtStatus move(boolean toScreen, long buffer, int y, int width, int lines) throws JobFailure;

    /** What the driver says that it has done. */
    Statistics statistics() throws JobFailure;

    /**
     * What a display driver has done.
     *
     * @param operations commands that the engine was given
     * @param longestOperation in bytes
     * @param startDmaCalls calls of VideoPortStartDma
     * @param maximumLength the most bytes that the engine takes in an operation
     */
    record Statistics(
            long operations, long longestOperation, long startDmaCalls, long maximumLength) {}
}
