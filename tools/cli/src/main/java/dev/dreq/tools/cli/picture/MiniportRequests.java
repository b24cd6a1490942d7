package dev.dreq.tools.cli.picture;

import static dev.dreq.tools.drivers.display.DisplayControlCode.IOCTL_DISPLAY_GET_STATISTICS;
import static dev.dreq.tools.drivers.display.DisplayControlCode.IOCTL_DISPLAY_READ_RECTANGLE;
import static dev.dreq.tools.drivers.display.DisplayControlCode.IOCTL_DISPLAY_SET_MODE;
import static dev.dreq.tools.drivers.display.DisplayControlCode.IOCTL_DISPLAY_WRITE_RECTANGLE;

import dev.dreq.hal.dma.DmaStatistics;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.tools.cli.job.DeviceControls;
import dev.dreq.tools.cli.job.JobFailure;
import dev.dreq.tools.drivers.display.DisplayMode;
import dev.dreq.tools.drivers.display.DisplayStatistics;
import dev.dreq.tools.drivers.display.RectangleRequest;

/** Requests to the video miniport. */
record MiniportRequests(DeviceControls controls) implements DisplayRequests {

    @Override
    public NtStatus setMode(int width, int height, boolean keepsMemory) throws JobFailure {
        return controls.send(
                IOCTL_DISPLAY_SET_MODE,
                new DisplayMode(width, height, PictureMode.BITS_PER_PIXEL, keepsMemory).encode());
    }

    @Override
    public NtStatus move(boolean toScreen, long buffer, int y, int width, int lines)
            throws JobFailure {
        return controls.send(
                toScreen ? IOCTL_DISPLAY_WRITE_RECTANGLE : IOCTL_DISPLAY_READ_RECTANGLE,
                new RectangleRequest(buffer, 0, y, width, lines).encode());
    }

    @Override
    public Statistics statistics() throws JobFailure {
        DisplayStatistics figures =
                DisplayStatistics.decode(
                        controls.ask(
                                IOCTL_DISPLAY_GET_STATISTICS,
                                DisplayStatistics.SIZE,
                                "the miniport has no statistics"));
        long longest =
                controls.kernel().dma().statistics().stream()
                        .mapToLong(DmaStatistics::longestOperation)
                        .max()
                        .orElse(0);
        return new Statistics(
                figures.commands(), longest, figures.startDmaCalls(), figures.maximumLength());
    }
}
