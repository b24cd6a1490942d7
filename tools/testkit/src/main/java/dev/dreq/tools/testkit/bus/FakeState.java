package dev.dreq.tools.testkit.bus;

import dev.dreq.plugin.state.StateException;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The saved state of one device, in the test's hands. */
public final class FakeState implements StateWriter {

    private static final String INTO = " > ";

    private final String path;
    private final Map<String, Object> values;
    private int version = 1;

    /** An empty state. */
    public FakeState() {
        this("state", new LinkedHashMap<>());
    }

    private FakeState(String path, Map<String, Object> values) {
        this.path = path;
        this.values = values;
    }

    @Override
    public void version(int number) {
        if (number < 1) {
            throw new SlotMisuse(
                    SlotMisuse.Of.STATE, "%s: version %d is below 1".formatted(path, number));
        }
        version = number;
    }

    @Override
    public void putLong(String name, long value) {
        put(name, value);
    }

    @Override
    public void putBoolean(String name, boolean value) {
        put(name, value);
    }

    @Override
    public void putText(String name, String value) {
        put(name, value);
    }

    @Override
    public void putBytes(String name, byte[] value) {
        put(name, value.clone());
    }

    @Override
    public void putInts(String name, int[] value) {
        put(name, value.clone());
    }

    @Override
    public FakeState section(String name) {
        FakeState section = new FakeState(path + "/" + name, new LinkedHashMap<>());
        put(name, section);
        return section;
    }

    private void put(String name, Object value) {
        if (values.putIfAbsent(name, value) != null) {
            throw new SlotMisuse(
                    SlotMisuse.Of.STATE, "%s: '%s' is written twice".formatted(path, name));
        }
    }

    /** The same state with another version. */
    public FakeState withVersion(int number) {
        FakeState other = new FakeState(path, values);
        other.version = number;
        return other;
    }

    /** The version. */
    public int version() {
        return version;
    }

    /**
     * The same state with another value in the place of one.
     *
     * @param where as {@link #paths} has it
     * @param value a Long, a Boolean, a String, a byte[] or an int[]; nothing takes it out
     */
    public FakeState with(String where, Object... value) {
        FakeState other = new FakeState(path, new LinkedHashMap<>(values)).withVersion(version);
        int cut = where.indexOf(INTO);
        if (cut >= 0) {
            String section = where.substring(0, cut);
            FakeState inner = (FakeState) values.get(section);
            if (inner == null) {
                throw new IllegalArgumentException("%s has no section %s".formatted(path, section));
            }
            other.values.put(section, inner.with(where.substring(cut + INTO.length()), value));
        } else if (value.length == 0) {
            other.values.remove(where);
        } else {
            other.values.put(where, value[0]);
        }
        return other;
    }

    /** Where the values are: {@code name}, or {@code section > name}. */
    public List<String> paths() {
        List<String> paths = new ArrayList<>();
        values.forEach(
                (name, value) -> {
                    if (value instanceof FakeState section) {
                        section.paths().forEach(inner -> paths.add(name + INTO + inner));
                    } else {
                        paths.add(name);
                    }
                });
        return paths;
    }

    /** The value at a path: a Long, a Boolean, a String, a byte[] or an int[]. */
    public Object value(String where) {
        int cut = where.indexOf(INTO);
        Object found = values.get(cut < 0 ? where : where.substring(0, cut));
        if (found == null) {
            throw new IllegalArgumentException("%s has no %s".formatted(path, where));
        }
        return cut < 0 ? found : ((FakeState) found).value(where.substring(cut + INTO.length()));
    }

    /** One line for each value, {@code path = value}; equal states have equal lines. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("version = " + version);
        for (String where : paths()) {
            lines.add("%s = %s".formatted(where, text(value(where))));
        }
        return lines;
    }

    private static String text(Object value) {
        if (value instanceof byte[] bytes) {
            return "%d bytes %x".formatted(bytes.length, Arrays.hashCode(bytes));
        }
        return value instanceof int[] numbers ? Arrays.toString(numbers) : value.toString();
    }

    /** Reads what has been written. */
    public StateReader reader() {
        return new Reader();
    }

    private final class Reader implements StateReader {

        private <T> T get(String name, Class<T> kind) {
            Object value = values.get(name);
            if (!kind.isInstance(value)) {
                throw wrong(name, value == null ? "is missing" : "is " + text(value));
            }
            return kind.cast(value);
        }

        private StateException wrong(String name, String how) {
            return new StateException("%s: '%s' %s".formatted(path, name, how));
        }

        @Override
        public int version(int newest) {
            if (version > newest) {
                throw new StateException(
                        "%s has version %d; versions 1..%d are understood"
                                .formatted(path, version, newest));
            }
            return version;
        }

        @Override
        public long getLong(String name) {
            return get(name, Long.class);
        }

        @Override
        public int getInt(String name, int min, int max) {
            long value = getLong(name);
            if (value < min || value > max) {
                throw wrong(name, "is %d and not within %d..%d".formatted(value, min, max));
            }
            return (int) value;
        }

        @Override
        public boolean getBoolean(String name) {
            return get(name, Boolean.class);
        }

        @Override
        public String getText(String name) {
            return get(name, String.class);
        }

        @Override
        public byte[] getBytes(String name, int length) {
            byte[] value = get(name, byte[].class);
            checkLength(name, value.length, length);
            return value.clone();
        }

        @Override
        public int[] getInts(String name, int length) {
            int[] value = get(name, int[].class);
            checkLength(name, value.length, length);
            return value.clone();
        }

        private void checkLength(String name, int found, int expected) {
            if (found != expected) {
                throw wrong(name, "has %d values and not %d".formatted(found, expected));
            }
        }

        @Override
        public StateReader section(String name) {
            return get(name, FakeState.class).reader();
        }
    }
}
