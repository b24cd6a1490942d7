package dev.dreq.hal.pci;

/**
 * A base address register that a function has.
 *
 * @param index 0..5; a 64-bit one takes the next index too
 * @param kind what it decodes
 * @param size in bytes, a power of two; addresses are aligned to it
 */
public record BaseAddress(int index, Kind kind, long size) {

    /** What a base address register decodes. */
    public enum Kind {
        /** Ports. */
        PORT("ports"),
        /** Memory below 4 GiB. */
        MEMORY("bytes of memory below 4 GiB"),
        /** Memory anywhere. */
        MEMORY_64("bytes of memory");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    public BaseAddress {
        int last = kind == Kind.MEMORY_64 ? 4 : 5;
        if (index < 0 || index > last || size < 1 || Long.bitCount(size) != 1) {
            throw new IllegalArgumentException(
                    "no such base address register: %d, %x %s".formatted(index, size, kind.words));
        }
    }

    /** Where in configuration space it is. */
    int register() {
        return ConfigurationSpace.BASE_ADDRESSES + 4 * index;
    }

    /** Such as {@code BAR0 (1000000 bytes of memory below 4 GiB)}; the size is hexadecimal. */
    @Override
    public String toString() {
        return "BAR%d (%x %s)".formatted(index, size, kind.words);
    }
}
