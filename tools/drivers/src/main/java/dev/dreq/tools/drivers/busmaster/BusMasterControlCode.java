package dev.dreq.tools.drivers.busmaster;

/** The control codes that the driver answers: device type FILE_DEVICE_VIDEO. */
public final class BusMasterControlCode {
    /** METHOD_BUFFERED. In: {@link ScreenMode}. Sets the mode. */
    public static final int IOCTL_BUSMASTER_SET_MODE = 0x0023_2000;

    /** METHOD_BUFFERED. Out: {@link BusMasterStatistics}. */
    public static final int IOCTL_BUSMASTER_GET_STATISTICS = 0x0023_2004;

    /**
     * METHOD_IN_DIRECT. In: {@link ScreenRectangle}. The buffer's bytes, line by line and without
     * gaps, go to that part of the screen.
     */
    public static final int IOCTL_BUSMASTER_WRITE_RECTANGLE = 0x0023_2009;

    /**
     * METHOD_OUT_DIRECT. In: {@link ScreenRectangle}. That part of the screen goes to the buffer.
     */
    public static final int IOCTL_BUSMASTER_READ_RECTANGLE = 0x0023_200E;

    private BusMasterControlCode() {}
}
