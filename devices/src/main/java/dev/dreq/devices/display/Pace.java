package dev.dreq.devices.display;

/**
 * How fast data moves in virtual time.
 *
 * @param bandwidth bytes a second; 0 takes no time at all
 * @param burst bytes that move at one point of time
 */
record Pace(long bandwidth, long burst) {

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /**
     * Nanoseconds to wait until {@code bytes} of a command may have moved. With a bandwidth each
     * step takes at least one, however large it is.
     *
     * @param bytes from the command's beginning to the end of the next step, at most 2^31
     * @param elapsed since the command's beginning
     */
    long untilMoved(long bytes, long elapsed) {
        if (bandwidth == 0) {
            return 0;
        }
        return Math.max(1, bytes * NANOS_PER_SECOND / bandwidth - elapsed);
    }
}
