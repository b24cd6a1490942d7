package dev.dreq.devices.fdc;

/** What a SCAN command looks for on the disk. */
enum Scan {
    NONE,
    EQUAL,
    LOW_OR_EQUAL,
    HIGH_OR_EQUAL;

    /** ST2: the condition was not met. */
    static final int NOT_SATISFIED = 0x04;

    /** ST2: disk and host were equal. */
    static final int EQUAL_HIT = 0x08;

    private static final int WILD = 0xff;

    static Scan of(Command command) {
        return switch (command) {
            case SCAN_EQUAL -> EQUAL;
            case SCAN_LOW_OR_EQUAL -> LOW_OR_EQUAL;
            case SCAN_HIGH_OR_EQUAL -> HIGH_OR_EQUAL;
            default -> NONE;
        };
    }

    /**
     * Compares the first {@code length} bytes; FF on either side matches anything.
     *
     * @return ST2: {@link #EQUAL_HIT}, 0 where the disk is lower or higher as wanted, {@link
     *     #NOT_SATISFIED}
     */
    int compare(byte[] disk, byte[] host, int length) {
        for (int i = 0; i < length; i++) {
            int onDisk = disk[i] & 0xff;
            int wanted = host[i] & 0xff;
            if (onDisk != wanted && onDisk != WILD && wanted != WILD) {
                return satisfies(onDisk < wanted) ? 0 : NOT_SATISFIED;
            }
        }
        return EQUAL_HIT;
    }

    private boolean satisfies(boolean lower) {
        return (this == LOW_OR_EQUAL && lower) || (this == HIGH_OR_EQUAL && !lower);
    }
}
