package dev.dreq.tools.testkit.bus;

/**
 * An access of the processor.
 *
 * @param kind what it was
 * @param address port or physical address
 * @param size in bytes: 1, 2, 4 or 8, or the length of a block
 * @param value written or read; 0 for a block
 */
public record BusAccess(Kind kind, long address, long size, long value) {

    /** What an access is. */
    public enum Kind {
        /** A port was read. */
        IN,
        /** A port was written. */
        OUT,
        /** Memory was read. */
        LOAD,
        /** Memory was written. */
        STORE,
        /** A range of memory was read. */
        READ_BLOCK,
        /** A range of memory was written, filled or copied to. */
        WRITE_BLOCK;

        private boolean isBlock() {
            return this == READ_BLOCK || this == WRITE_BLOCK;
        }
    }

    /** Whether it reached a port. */
    public boolean isPort() {
        return kind == Kind.IN || kind == Kind.OUT;
    }

    @Override
    public String toString() {
        return kind.isBlock()
                ? "%s %x+%x".formatted(kind, address, size)
                : "%s%d %x %s %x"
                        .formatted(
                                kind,
                                8 * size,
                                address,
                                kind == Kind.OUT || kind == Kind.STORE ? "=" : "->",
                                value);
    }
}
