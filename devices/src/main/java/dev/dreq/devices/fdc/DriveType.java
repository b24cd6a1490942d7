package dev.dreq.devices.fdc;

/** What a drive is built for. */
enum DriveType {
    /** Whatever the first medium asks for. */
    AUTO("auto", false),
    /** No drive. */
    NONE("none", false),
    /** 5.25 inch, 1.2 M. */
    HD_525("120", true),
    /** 3.5 inch, 1.44 M. */
    HD_35("144", false),
    /** 3.5 inch, 2.88 M. */
    ED_35("288", false);

    private final String spelling;
    private final boolean large;

    DriveType(String spelling, boolean large) {
        this.spelling = spelling;
        this.large = large;
    }

    String spelling() {
        return spelling;
    }

    /** Whether media of both types have the same outer size. */
    boolean takesMediaOf(DriveType other) {
        return large == other.large;
    }

    /**
     * One turn of the disk in nanoseconds: 360 turns a minute in a 1.2 M drive, 300 in the others.
     */
    long turnNanos() {
        return large ? 166_666_667 : 200_000_000;
    }
}
