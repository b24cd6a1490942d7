package dev.dreq.plugin.cpu;

/**
 * A range of physical memory that is RAM.
 *
 * @param start first byte
 * @param length in bytes, at least 1
 */
public record RamRange(long start, long length) {

    public RamRange {
        if (start < 0 || length < 1 || start + length < 0) {
            throw new IllegalArgumentException("no such range: %x+%x".formatted(start, length));
        }
    }

    /** The first byte behind the range. */
    public long end() {
        return start + length;
    }
}
