package dev.dreq.plugin.pci;

/**
 * A base address register that a function asks for.
 *
 * @param index 0..5; a 64-bit one takes the next index too
 * @param kind what it decodes
 * @param size in bytes: a power of two, at least 16 for memory and 4 for ports, at most 2 GiB, or
 *     256 for ports
 */
public record PciBar(int index, Kind kind, long size) {

    /** What a base address register decodes. */
    public enum Kind {
        /** Ports. */
        IO,
        /** Memory below 4 GiB whose reads may have effects. */
        MEMORY,
        /** Memory below 4 GiB whose reads have none. */
        PREFETCHABLE,
        /** Memory anywhere whose reads have none; takes two registers. */
        PREFETCHABLE_64
    }

    public PciBar {
        long least = kind == Kind.IO ? 4 : 16;
        long most = kind == Kind.IO ? 256 : 1L << 31;
        int last = kind == Kind.PREFETCHABLE_64 ? 4 : 5;
        if (index < 0 || index > last) {
            throw new IllegalArgumentException(
                    "a %s base address register is 0..%d, not %d".formatted(kind, last, index));
        }
        if (Long.bitCount(size) != 1 || size < least || size > most) {
            throw new IllegalArgumentException(
                    "base address register %d cannot decode %d bytes; %s takes a power of two, %d..%d"
                            .formatted(index, size, kind, least, most));
        }
    }
}
