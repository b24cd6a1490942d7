package dev.dreq.machine.state;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A section of saved state: a version and named values, in the order in which they were written. A
 * value is a Long, a Boolean, a String, a {@code byte[]}, an {@code int[]} or a section.
 */
public final class StateSection {

    private final Map<String, Object> values = new LinkedHashMap<>();
    private int version = 1;

    /** The version of the layout. */
    public int version() {
        return version;
    }

    void version(int newVersion) {
        version = newVersion;
    }

    /** The values by name; changes go through. */
    Map<String, Object> values() {
        return values;
    }
}
