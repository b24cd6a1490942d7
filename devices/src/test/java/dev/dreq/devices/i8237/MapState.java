package dev.dreq.devices.i8237;

import dev.dreq.plugin.state.StateException;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Saved state in a map. */
final class MapState implements StateWriter {

    private final Map<String, Object> values = new LinkedHashMap<>();
    private int version = 1;

    /** Reads what has been written. */
    StateReader reader() {
        return new Reader();
    }

    private void put(String name, Object value) {
        if (values.put(name, value) != null) {
            throw new IllegalStateException("written twice: " + name);
        }
    }

    @Override
    public void version(int written) {
        version = written;
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
            if (version > newest) {
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
                throw new StateException(
                        "%s = %d is not in %d..%d".formatted(name, value, min, max));
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
            return get(name, byte[].class).clone();
        }

        @Override
        public int[] getInts(String name, int length) {
            return get(name, int[].class).clone();
        }

        @Override
        public StateReader section(String name) {
            return get(name, MapState.class).reader();
        }
    }
}
