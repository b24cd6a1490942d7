package dev.dreq.tools.drivers.display;

/**
 * The control codes that the miniport answers, of FILE_DEVICE_VIDEO and METHOD_BUFFERED: one of
 * ntddvdeo.h, the others its own.
 */
public final class DisplayControlCode {
    /** No data: stops the engine and switches the picture off. */
    public static final int IOCTL_VIDEO_RESET_DEVICE = 0x0023_0410;

    /** In, 12 bytes: {@link DisplayMode}. */
    public static final int IOCTL_DISPLAY_SET_MODE = 0x0023_2000;

    /** Out, 12 bytes: {@link DisplayMode}, all zero while there is none. */
    public static final int IOCTL_DISPLAY_QUERY_MODE = 0x0023_2004;

    /** In, 24 bytes: {@link RectangleRequest}, from the buffer to the screen. */
    public static final int IOCTL_DISPLAY_WRITE_RECTANGLE = 0x0023_2008;

    /** In, 24 bytes: {@link RectangleRequest}, from the screen to the buffer. */
    public static final int IOCTL_DISPLAY_READ_RECTANGLE = 0x0023_200C;

    /** Out, 80 bytes: {@link DisplayStatistics}. */
    public static final int IOCTL_DISPLAY_GET_STATISTICS = 0x0023_2010;

    private DisplayControlCode() {}
}
