package dev.dreq.tools.drivers.floppy;

/**
 * The control codes that the driver answers, with the numbers of ntdddisk.h. All are
 * METHOD_BUFFERED.
 */
public final class FloppyControlCode {
    /** Out, 24 bytes: DISK_GEOMETRY. */
    public static final int IOCTL_DISK_GET_DRIVE_GEOMETRY = 0x0007_0000;

    /** Out, 8 bytes: GET_LENGTH_INFORMATION, the length of the medium in bytes. */
    public static final int IOCTL_DISK_GET_LENGTH_INFO = 0x0007_405C;

    /** No data: fails with STATUS_MEDIA_WRITE_PROTECTED if so. */
    public static final int IOCTL_DISK_IS_WRITABLE = 0x0007_0024;

    /** No data: looks whether there is a medium, and finds out what it is. */
    public static final int IOCTL_DISK_CHECK_VERIFY = 0x0007_4800;

    /** Out, 64 bytes: this driver's own, {@link FloppyStatistics}. */
    public static final int IOCTL_FLOPPY_GET_STATISTICS = 0x0007_2000;

    private FloppyControlCode() {}
}
