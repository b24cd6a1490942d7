package dev.dreq.tools.drivers.floppy;

import java.util.Optional;

/** A control code that the driver answers. */
enum DeviceControl {
    GEOMETRY(FloppyControlCode.IOCTL_DISK_GET_DRIVE_GEOMETRY, DiskGeometry.SIZE),
    LENGTH(FloppyControlCode.IOCTL_DISK_GET_LENGTH_INFO, Long.BYTES),
    IS_WRITABLE(FloppyControlCode.IOCTL_DISK_IS_WRITABLE, 0),
    CHECK_VERIFY(FloppyControlCode.IOCTL_DISK_CHECK_VERIFY, 0),
    STATISTICS(FloppyControlCode.IOCTL_FLOPPY_GET_STATISTICS, FloppyStatistics.SIZE);

    private final int code;
    private final int outputLength;

    DeviceControl(int code, int outputLength) {
        this.code = code;
        this.outputLength = outputLength;
    }

    static Optional<DeviceControl> of(int code) {
        for (DeviceControl control : values()) {
            if (control.code == code) {
                return Optional.of(control);
            }
        }
        return Optional.empty();
    }

    /** Bytes of its answer. */
    int outputLength() {
        return outputLength;
    }
}
