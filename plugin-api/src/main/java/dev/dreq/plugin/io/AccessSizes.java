package dev.dreq.plugin.io;

/**
 * What sizes of access a window takes. An access below {@code min} or above {@code max} is not for
 * the device: it reads all ones and its writes vanish. One above {@code unit} reaches the device as
 * several accesses of {@code unit} bytes, in ascending order.
 *
 * @param min smallest access in bytes: 1, 2, 4 or 8
 * @param max largest access in bytes, at least {@code min}
 * @param unit largest access that reaches the handler in one piece, {@code min..max}
 */
public record AccessSizes(int min, int max, int unit) {

    /**
     * Registers of one byte; wider accesses are taken apart, as the ISA bus does for an 8-bit card.
     */
    public static final AccessSizes BYTES = new AccessSizes(1, 8, 1);

    /** Any access, in one piece. */
    public static final AccessSizes ANY = new AccessSizes(1, 8, 8);

    public AccessSizes {
        if (!isSize(min) || !isSize(max) || !isSize(unit) || min > unit || unit > max) {
            throw new IllegalArgumentException(
                    "sizes are 1, 2, 4 or 8 and min <= unit <= max, not %d, %d, %d"
                            .formatted(min, unit, max));
        }
    }

    private static boolean isSize(int size) {
        return size == 1 || size == 2 || size == 4 || size == 8;
    }

    /** Whether an access of {@code size} bytes is for the device. */
    public boolean takes(int size) {
        return min <= size && size <= max;
    }
}
