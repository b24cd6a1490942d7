package dev.dreq.devices.fdc;

/**
 * The controller's commands: code, the bits that tell it from others, and the number of parameter
 * bytes.
 */
enum Command {
    READ_DATA(0x06, 0x1f, 8),
    WRITE_DATA(0x05, 0x3f, 8),
    READ_TRACK(0x02, 0xbf, 8),
    READ_DELETED_DATA(0x0c, 0x1f, 8),
    WRITE_DELETED_DATA(0x09, 0x3f, 8),
    SCAN_EQUAL(0x11, 0x1f, 8),
    SCAN_LOW_OR_EQUAL(0x19, 0x1f, 8),
    SCAN_HIGH_OR_EQUAL(0x1d, 0x1f, 8),
    VERIFY(0x16, 0x1f, 8),
    READ_ID(0x0a, 0xbf, 1),
    FORMAT_TRACK(0x0d, 0xbf, 5),
    RECALIBRATE(0x07, 0xff, 1),
    SEEK(0x0f, 0xff, 2),
    RELATIVE_SEEK_OUT(0x8f, 0xff, 2),
    RELATIVE_SEEK_IN(0xcf, 0xff, 2),
    SENSE_INTERRUPT_STATUS(0x08, 0xff, 0),
    SENSE_DRIVE_STATUS(0x04, 0xff, 1),
    SPECIFY(0x03, 0xff, 2),
    CONFIGURE(0x13, 0xff, 3),
    DUMPREG(0x0e, 0xff, 0),
    PERPENDICULAR_MODE(0x12, 0xff, 1),
    LOCK(0x14, 0x7f, 0),
    VERSION(0x10, 0xff, 0),
    PART_ID(0x18, 0xff, 0),
    SAVE(0x2e, 0xff, 0),
    RESTORE(0x4e, 0xff, 17),
    POWERDOWN_MODE(0x17, 0xff, 2),
    OPTION(0x33, 0xff, 1),
    DRIVE_SPECIFICATION(0x8e, 0xff, 5),
    /** Only its length is known: nobody does it. */
    FORMAT_AND_WRITE(0xcd, 0xff, 10),
    INVALID(0x00, 0xff, 0);

    private static final Command[] BY_CODE = new Command[0x100];

    static {
        for (int code = 0; code < BY_CODE.length; code++) {
            BY_CODE[code] = find(code);
        }
    }

    private final int code;
    private final int mask;
    private final int parameters;

    Command(int code, int mask, int parameters) {
        this.code = code;
        this.mask = mask;
        this.parameters = parameters;
    }

    private static Command find(int code) {
        for (Command command : values()) {
            if ((code & command.mask) == command.code) {
                return command;
            }
        }
        return INVALID;
    }

    /** The command that a first byte, 0..FF, begins. */
    static Command of(int first) {
        return BY_CODE[first];
    }

    /** The number of bytes that follow the first. */
    int parameters() {
        return parameters;
    }
}
