package dev.dreq.machine.state;

import dev.dreq.plugin.state.StateException;
import dev.dreq.plugin.state.StateReader;
import java.util.List;

/** Reads a section. */
public final class SectionReader implements StateReader {

    private final String path;
    private final StateSection section;

    /**
     * Makes a reader.
     *
     * @param path what to call the section in messages, such as {@code fdc0}
     */
    public SectionReader(String path, StateSection section) {
        this.path = path;
        this.section = section;
    }

    /** The names of what was written, in that order. */
    public List<String> names() {
        return List.copyOf(section.values().keySet());
    }

    @Override
    public int version(int newest) {
        int version = section.version();
        if (version < 1 || version > newest) {
            throw new StateException(
                    "%s has version %d; versions 1..%d are understood"
                            .formatted(path, version, newest));
        }
        return version;
    }

    @Override
    public long getLong(String name) {
        return get(name, Long.class, "a number");
    }

    /** Reads a whole number within bounds. */
    public long getLong(String name, long min, long max) {
        long value = getLong(name);
        if (value < min || value > max) {
            throw wrong(name, "is %d and not within %d..%d".formatted(value, min, max));
        }
        return value;
    }

    @Override
    public int getInt(String name, int min, int max) {
        return (int) getLong(name, min, max);
    }

    @Override
    public boolean getBoolean(String name) {
        return get(name, Boolean.class, "a truth value");
    }

    @Override
    public String getText(String name) {
        return get(name, String.class, "a text");
    }

    @Override
    public byte[] getBytes(String name, int length) {
        byte[] value = get(name, byte[].class, "bytes");
        checkLength(name, value.length, length);
        return value.clone();
    }

    @Override
    public int[] getInts(String name, int length) {
        int[] value = get(name, int[].class, "numbers");
        checkLength(name, value.length, length);
        return value.clone();
    }

    private void checkLength(String name, int found, int expected) {
        if (found != expected) {
            throw wrong(name, "has %d values and not %d".formatted(found, expected));
        }
    }

    @Override
    public SectionReader section(String name) {
        return new SectionReader(path + "/" + name, get(name, StateSection.class, "a section"));
    }

    private <T> T get(String name, Class<T> kind, String what) {
        Object value = section.values().get(name);
        if (value == null) {
            throw wrong(name, "is missing");
        }
        if (!kind.isInstance(value)) {
            throw wrong(name, "is not " + what);
        }
        return kind.cast(value);
    }

    private StateException wrong(String name, String how) {
        return new StateException("%s: '%s' %s".formatted(path, name, how));
    }
}
