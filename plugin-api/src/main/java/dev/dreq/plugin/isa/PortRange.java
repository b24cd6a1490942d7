package dev.dreq.plugin.isa;

/**
 * A range of I/O ports.
 *
 * @param base first port, 0..FFFF
 * @param length at least 1; the range ends at FFFF or below
 */
public record PortRange(int base, int length) {

    public PortRange {
        if (base < 0 || length < 1 || base + length > 0x10000) {
            throw new IllegalArgumentException("no such ports: %x+%x".formatted(base, length));
        }
    }

    /** The last port. */
    public int last() {
        return base + length - 1;
    }

    @Override
    public String toString() {
        return length == 1 ? "%03x".formatted(base) : "%03x-%03x".formatted(base, last());
    }
}
