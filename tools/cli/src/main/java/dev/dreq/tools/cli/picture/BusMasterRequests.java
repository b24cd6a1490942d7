package dev.dreq.tools.cli.picture;

import static dev.dreq.tools.drivers.busmaster.BusMasterControlCode.IOCTL_BUSMASTER_GET_STATISTICS;
import static dev.dreq.tools.drivers.busmaster.BusMasterControlCode.IOCTL_BUSMASTER_READ_RECTANGLE;
import static dev.dreq.tools.drivers.busmaster.BusMasterControlCode.IOCTL_BUSMASTER_SET_MODE;
import static dev.dreq.tools.drivers.busmaster.BusMasterControlCode.IOCTL_BUSMASTER_WRITE_RECTANGLE;

import dev.dreq.hal.ke.NtStatus;
import dev.dreq.tools.cli.job.DeviceControls;
import dev.dreq.tools.cli.job.JobFailure;
import dev.dreq.tools.drivers.busmaster.BusMasterStatistics;
import dev.dreq.tools.drivers.busmaster.ScreenMode;
import dev.dreq.tools.drivers.busmaster.ScreenRectangle;

/** Requests to the bus-master driver. */
record BusMasterRequests(DeviceControls controls) implements DisplayRequests {

    @Override
    public NtStatus setMode(int width, int height, boolean keepsMemory) throws JobFailure {
        return controls.send(
                IOCTL_BUSMASTER_SET_MODE,
                new ScreenMode(width, height, PictureMode.BITS_PER_PIXEL, keepsMemory).encode());
    }

    @Override
    public NtStatus move(boolean toScreen, long buffer, int y, int width, int lines)
            throws JobFailure {
        return controls.send(
                toScreen ? IOCTL_BUSMASTER_WRITE_RECTANGLE : IOCTL_BUSMASTER_READ_RECTANGLE,
                new ScreenRectangle(0, y, width, lines).encode(),
                buffer,
                width * lines * PictureMode.BYTES_PER_PIXEL);
    }

    @Override
    public Statistics statistics() throws JobFailure {
        BusMasterStatistics figures =
                BusMasterStatistics.decode(
                        controls.ask(
                                IOCTL_BUSMASTER_GET_STATISTICS,
                                BusMasterStatistics.SIZE,
                                "the bus-master driver has no statistics"));
        return new Statistics(
                figures.operations(), figures.longestOperation(), 0, figures.maximumLength());
    }
}
