package dev.dreq.devices.doubles;

import dev.dreq.plugin.state.StateException;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** State kept in a map; a name may be written once only. */
public final class MapState implements StateWriter {

    private final Map<String, Object> values = new LinkedHashMap<>();
    private int version = 1;

    private void put(String name, Object value) {
        if (values.put(name, value) != null) {
            throw new AssertionError(name + " was written twice");
        }
    }

    @Override
    public void version(int number) {
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
    public MapState section(String name) {
        MapState section = new MapState();
        put(name, section);
        return section;
    }

    /** Reads what has been written. */
    public StateReader reader() {
        return new Reader();
    }

    private final class Reader implements StateReader {

        private <T> T get(String name, Class<T> kind) {
            Object value = values.get(name);
            if (!kind.isInstance(value)) {
                throw new StateException("%s is %s".formatted(name, value));
            }
            return kind.cast(value);
        }

        @Override
        public int version(int newest) {
            if (version < 1 || version > newest) {
                throw new StateException("version " + version);
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
                throw new StateException("%s is %d".formatted(name, value));
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

        private static void checkLength(String name, int found, int expected) {
            if (found != expected) {
                throw new StateException("%s has %d values".formatted(name, found));
            }
        }

        @Override
        public StateReader section(String name) {
            return get(name, MapState.class).reader();
        }
    }
}
