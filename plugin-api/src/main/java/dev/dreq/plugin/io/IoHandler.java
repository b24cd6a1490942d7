package dev.dreq.plugin.io;

import java.util.List;

/**
 * A window of ports or memory that a device decodes. The machine calls it only within its sizes and
 * bounds.
 */
public interface IoHandler {

    /**
     * Reads.
     *
     * @param offset from the start of the window
     * @param size in bytes, one that {@link #accessSizes} lets through
     * @return the value, little-endian; bits above {@code size} are ignored
     */
    long read(long offset, int size);

    /**
     * Writes.
     *
     * @param offset from the start of the window
     * @param size in bytes, one that {@link #accessSizes} lets through
     * @param value little-endian; bits above {@code size} are zero
     */
    void write(long offset, int size, long value);

    /** What sizes of access the window takes; asked once, when the window is mapped. */
    default AccessSizes accessSizes() {
        return AccessSizes.BYTES;
    }

    /** The registers in the window, by ascending offset, for those who show them by name. */
    default List<Register> registers() {
        return List.of();
    }
}
