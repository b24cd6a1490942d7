package dev.dreq.tools.drivers.busmaster;

import java.util.Optional;

/** A control code that the driver answers, and the least that its buffers must hold. */
enum DeviceControl {
    SET_MODE(BusMasterControlCode.IOCTL_BUSMASTER_SET_MODE, ScreenMode.SIZE, 0),
    STATISTICS(BusMasterControlCode.IOCTL_BUSMASTER_GET_STATISTICS, 0, BusMasterStatistics.SIZE),
    WRITE_RECTANGLE(BusMasterControlCode.IOCTL_BUSMASTER_WRITE_RECTANGLE, ScreenRectangle.SIZE, 0),
    READ_RECTANGLE(BusMasterControlCode.IOCTL_BUSMASTER_READ_RECTANGLE, ScreenRectangle.SIZE, 0);

    private final int code;
    private final int inputLength;
    private final int outputLength;

    DeviceControl(int code, int inputLength, int outputLength) {
        this.code = code;
        this.inputLength = inputLength;
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

    /** Bytes of its input. */
    int inputLength() {
        return inputLength;
    }

    /** Bytes of its answer. */
    int outputLength() {
        return outputLength;
    }
}
