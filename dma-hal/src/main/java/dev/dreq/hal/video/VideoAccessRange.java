package dev.dreq.hal.video;

/**
 * VIDEO_ACCESS_RANGE: ports or memory of a device.
 *
 * @param rangeStart first port, or first physical address
 * @param rangeLength in bytes, unsigned, more than 0
 * @param rangeInIoSpace true for ports
 * @param rangeVisible whether user mode may see it
 * @param rangeShareable whether others may claim it too
 * @param rangePassive whether the device decodes it without the miniport using it
 */
public record VideoAccessRange(
        long rangeStart,
        int rangeLength,
        boolean rangeInIoSpace,
        boolean rangeVisible,
        boolean rangeShareable,
        boolean rangePassive) {

    public VideoAccessRange {
        if (rangeStart < 0 || rangeLength == 0 || rangeStart + length(rangeLength) < 0) {
            throw new IllegalArgumentException(
                    "no such range: %x+%x".formatted(rangeStart, rangeLength));
        }
        if (rangeInIoSpace && rangeStart + length(rangeLength) > 0x10000) {
            throw new IllegalArgumentException(
                    "no such ports: %x+%x".formatted(rangeStart, rangeLength));
        }
    }

    /** Ports, for this device alone. */
    public static VideoAccessRange ports(int start, int length) {
        return new VideoAccessRange(start, length, true, false, false, false);
    }

    /** Memory, for this device alone. */
    public static VideoAccessRange memory(long start, int length) {
        return new VideoAccessRange(start, length, false, false, false, false);
    }

    /** The same, but others may claim it too. */
    public VideoAccessRange shareable() {
        return new VideoAccessRange(
                rangeStart, rangeLength, rangeInIoSpace, rangeVisible, true, rangePassive);
    }

    private static long length(int rangeLength) {
        return Integer.toUnsignedLong(rangeLength);
    }

    long end() {
        return rangeStart + length(rangeLength);
    }

    boolean contains(long start, long bytes, boolean inIoSpace) {
        return inIoSpace == rangeInIoSpace && start >= rangeStart && bytes <= end() - start;
    }

    boolean collides(VideoAccessRange other) {
        return !(rangeShareable && other.rangeShareable)
                && rangeInIoSpace == other.rangeInIoSpace
                && rangeStart < other.end()
                && other.rangeStart < end();
    }
}
