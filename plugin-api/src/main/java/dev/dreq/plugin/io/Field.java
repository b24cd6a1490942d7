package dev.dreq.plugin.io;

/**
 * Some bits of a register.
 *
 * @param name as the data sheet has it
 * @param low the lowest bit, 0..63
 * @param width in bits, at least 1
 */
public record Field(String name, int low, int width) {

    public Field {
        if (low < 0 || width < 1 || low + width > Long.SIZE) {
            throw new IllegalArgumentException(
                    "field %s has no bits %d+%d".formatted(name, low, width));
        }
    }

    /** The field's value within a register's value. */
    public long of(long value) {
        return (value >>> low) & (-1L >>> (Long.SIZE - width));
    }
}
