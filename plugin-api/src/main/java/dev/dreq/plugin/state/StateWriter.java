package dev.dreq.plugin.state;

/**
 * Takes the state of one device: named values under one version number. Names are unique within a
 * section.
 */
public interface StateWriter {

    /** States the version of the layout that follows, 1 when not called. */
    void version(int version);

    /** Writes a whole number. */
    void putLong(String name, long value);

    /** Writes a truth value. */
    void putBoolean(String name, boolean value);

    /** Writes a text. */
    void putText(String name, String value);

    /** Writes a constant of a closed set, by name, so that their order is free to change. */
    default void putConstant(String name, Enum<?> value) {
        putText(name, value.name());
    }

    /** Writes a copy of some bytes. */
    void putBytes(String name, byte[] value);

    /** Writes a copy of some numbers. */
    void putInts(String name, int[] value);

    /** Opens a section of its own, with its own names and version. */
    StateWriter section(String name);
}
