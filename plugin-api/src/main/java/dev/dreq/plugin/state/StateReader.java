package dev.dreq.plugin.state;

/**
 * Gives the state of one device as it was written. Each method throws {@link StateException}, which
 * names the device and the value, when the value is missing, of another kind or out of range.
 */
public interface StateReader {

    /**
     * Checks the version.
     *
     * @param newest the newest version that the caller understands
     * @return the version written, 1..{@code newest}
     */
    int version(int newest);

    /** Reads a whole number. */
    long getLong(String name);

    /** Reads a whole number within bounds. */
    int getInt(String name, int min, int max);

    /** Reads a truth value. */
    boolean getBoolean(String name);

    /** Reads a text. */
    String getText(String name);

    /** Reads a constant of a closed set. */
    default <E extends Enum<E>> E getConstant(String name, Class<E> set) {
        String text = getText(name);
        for (E constant : set.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        throw new StateException("%s cannot be %s".formatted(name, text));
    }

    /** Reads bytes; there must be {@code length} of them. */
    byte[] getBytes(String name, int length);

    /** Reads numbers; there must be {@code length} of them. */
    int[] getInts(String name, int length);

    /** Opens a section. */
    StateReader section(String name);
}
