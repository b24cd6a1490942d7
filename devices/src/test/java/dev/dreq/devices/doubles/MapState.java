package dev.dreq.devices.doubles;

import dev.dreq.plugin.state.StateException;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/** State kept in a map; a name may be written once only. */
public final class MapState implements StateWriter {

    private final Map<String, Object> values = new LinkedHashMap<>();
    private int version = 1;

    /**
     * Puts something else in the place of a value chosen by dice; it stays of its kind.
     *
     * @param texts what to choose texts from
     */
    public void spoil(SplittableRandom random, List<String> texts) {
        List<Map.Entry<String, Object>> places = new ArrayList<>();
        collect(places);
        Map.Entry<String, Object> place = places.get(random.nextInt(places.size()));
        Object value = place.getValue();
        if (value instanceof Long) {
            place.setValue(number(random));
        } else if (value instanceof Boolean truth) {
            place.setValue(!truth);
        } else if (value instanceof String) {
            place.setValue(texts.get(random.nextInt(texts.size())));
        } else if (value instanceof byte[] bytes) {
            random.nextBytes(bytes);
        } else if (value instanceof int[] numbers) {
            numbers[random.nextInt(numbers.length)] = (int) number(random);
        }
    }

    /** Puts something else in the place of a value; {@code path} ends with its name. */
    public void replace(Object value, String... path) {
        MapState section = this;
        for (int i = 0; i < path.length - 1; i++) {
            section = (MapState) Objects.requireNonNull(section.values.get(path[i]), path[i]);
        }
        String name = path[path.length - 1];
        Objects.requireNonNull(section.values.put(name, value), name);
    }

    private static long number(SplittableRandom random) {
        long[] edges = {-1, 0, 1, 2, 3, 4, 9, 0x11, 0xff, 0x100, 0x200, 0xffff, 0x10000};
        int choice = random.nextInt(edges.length + 3);
        return choice < edges.length
                ? edges[choice]
                : random.nextLong() >> random.nextInt(Long.SIZE);
    }

    private void collect(List<Map.Entry<String, Object>> places) {
        for (Map.Entry<String, Object> entry : values.entrySet()) {
            if (entry.getValue() instanceof MapState section) {
                section.collect(places);
            } else {
                places.add(entry);
            }
        }
    }

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
